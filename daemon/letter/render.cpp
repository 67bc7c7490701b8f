#include "letter/render.h"

#include <kainjow/mustache.hpp>
#include <stdexcept>

namespace letter {
namespace {

namespace lib = kainjow::mustache;

lib::data to_data(const Values& values) {
    lib::data out;
    for (const auto& [name, text] : values.texts) out.set(name, lib::data(text));
    for (const auto& [name, items] : values.lists) {
        lib::data list{lib::data::type::list};
        for (const Values& item : items) list.push_back(to_data(item));
        out.set(name, list);
    }
    return out;
}

}  // namespace

std::string complaint_about(const std::string& text) {
    try {
        return lib::mustache(text).error_message();
    } catch (const std::logic_error& e) {
        return e.what();
    }
}

// Parsed at each use: rendering changes the library's object, and Templates are shared between
// threads.
base::Result<std::string> render(const std::string& text, const Values& values, Form form) {
    const base::Failure failure{
        base::FailureKind::defect, "a template could not be filled", {}};
    try {
        lib::mustache compiled(text);
        if (form == Form::letter)
            compiled.set_custom_escape([](const std::string& value) { return value; });
        std::string out = compiled.render(to_data(values));
        if (!compiled.is_valid()) return failure;
        return out;
    } catch (const std::logic_error&) {  // memory that ran out is no mistake of the template
        return failure;
    }
}

}  // namespace letter
