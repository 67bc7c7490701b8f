#include "letter/compose.h"

#include <mimetic/mimeentity.h>

#include <algorithm>
#include <memory>
#include <sstream>
#include <stdexcept>

namespace letter {
namespace {

bool is_printable(const HeaderLine& line) {
    return !line.value.empty() && std::all_of(line.value.begin(), line.value.end(),
                                              [](char c) { return c >= ' ' && c <= '~'; });
}

void add_header(mimetic::MimeEntity& entity, const HeaderLine& line) {
    mimetic::Field field;
    field.name(line.name);
    field.value(line.value);
    entity.header().push_back(field);
}

// The entity owns its parts: mimetic deletes them with the list.
void add_part(mimetic::MimeEntity& whole, const Part& part) {
    auto entity = std::make_unique<mimetic::MimeEntity>();
    for (const HeaderLine& line : part.headers) add_header(*entity, line);
    entity->body().set(part.octets);
    whole.body().parts().push_back(entity.release());
}

HeaderLine multipart_type(const Draft& draft) {
    return {"Content-Type", "multipart/mixed; boundary=\"" + draft.boundary + "\""};
}

std::string write(const Draft& draft) {
    mimetic::MimeEntity whole;
    for (const HeaderLine& line : draft.headers) add_header(whole, line);
    if (draft.parts.size() == 1) {
        for (const HeaderLine& line : draft.parts[0].headers) add_header(whole, line);
        whole.body().set(draft.parts[0].octets);
    } else {
        add_header(whole, multipart_type(draft));
        for (const Part& part : draft.parts) add_part(whole, part);
    }
    std::ostringstream out;
    out << whole;
    return out.str();
}

Shape shape_of(const Draft& draft) {
    Shape shape;
    shape.parts = draft.parts.size();
    for (const HeaderLine& line : draft.headers) shape.header_names.push_back(line.name);
    if (shape.parts > 1) {
        shape.boundary = draft.boundary;
        shape.header_names.emplace_back("Content-Type");
    } else {
        for (const HeaderLine& line : draft.parts[0].headers)
            shape.header_names.push_back(line.name);
    }
    return shape;
}

bool all_printable(const Draft& draft) {
    const auto check = [](const std::vector<HeaderLine>& lines) {
        return std::all_of(lines.begin(), lines.end(), is_printable);
    };
    return check(draft.headers) &&
           std::all_of(draft.parts.begin(), draft.parts.end(),
                       [&check](const Part& p) { return check(p.headers); });
}

base::Failure defect(std::string what) {
    return {base::FailureKind::defect, std::move(what), {}};
}

}  // namespace

base::Result<std::string> compose(const Draft& draft) {
    if (draft.parts.empty()) return defect("a letter has no part");
    if (!all_printable(draft))
        return defect("a letter's header value is empty or not printable ASCII");
    try {
        std::string octets = write(draft);
        const auto checked = check_octets(octets, shape_of(draft));
        if (!checked) return checked.error();
        return octets;
    } catch (const std::logic_error&) {  // memory that ran out is no mistake of the letter
        return defect("the letter could not be composed");
    }
}

}  // namespace letter
