#include <algorithm>
#include <charconv>

#include "base/text.h"
#include "yaml/node.h"

namespace yaml {
namespace {

bool all_digits(std::string_view text) {
    return !text.empty() &&
           std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

std::string quote(std::string_view key) { return "'" + std::string(key) + "'"; }

}  // namespace

MapReader::MapReader(const Node& node, std::string what, base::Problems& problems)
    : node_(node), what_(std::move(what)), problems_(problems) {
    if (node_.kind != NodeKind::map)
        problems_.push_back(
            problem_at(node_, what_ + " must be lines of the form 'key: value'"));
}

const Node* MapReader::take(std::string_view key) {
    asked_.emplace_back(key);
    return node_.find(key);
}

const Node* MapReader::optional_node(std::string_view key) {
    const Node* found = take(key);
    if (found == nullptr || !found->is_null()) return found;
    problems_.push_back(problem_at(*node_.key_node(key), quote(key) + " is empty",
                                   "give it a value or delete the line"));
    return nullptr;
}

void MapReader::needs(std::string_view key) {
    if (node_.kind != NodeKind::map || node_.find(key) != nullptr) return;
    problems_.push_back(problem_at(node_, what_ + " has no " + quote(key),
                                   "add a line '" + std::string(key) + ": ...'"));
}

const Node* MapReader::required_node(std::string_view key) {
    needs(key);
    return optional_node(key);
}

std::string MapReader::required_text(std::string_view key) {
    const Node* found = required_node(key);
    return found == nullptr ? std::string() : text_of(*found, quote(key), problems_);
}

std::string MapReader::optional_text(std::string_view key, std::string fallback) {
    const Node* found = optional_node(key);
    return found == nullptr ? std::move(fallback) : text_of(*found, quote(key), problems_);
}

std::int64_t MapReader::optional_whole(std::string_view key, std::int64_t fallback,
                                       std::int64_t least, std::int64_t most) {
    const Node* found = optional_node(key);
    if (found == nullptr) return fallback;
    const std::string_view text = found->text;
    const std::string range =
        "a whole number from " + std::to_string(least) + " to " + std::to_string(most);
    if (found->kind != NodeKind::scalar || found->quoted || !all_digits(text)) {
        problems_.push_back(problem_at(*found, quote(key) + " must be " + range));
    } else if (text.size() > 1 && text.front() == '0') {
        problems_.push_back(problem_at(
            *found, quote(key) + " begins with a zero",
            "other YAML tools read such a number in base 8; write it without the zero"));
    } else {
        std::int64_t number = 0;
        const auto [end, error] =
            std::from_chars(text.data(), text.data() + text.size(), number);
        if (error == std::errc{} && number >= least && number <= most) return number;
        problems_.push_back(problem_at(*found, quote(key) + " must be " + range));
    }
    return fallback;
}

bool MapReader::optional_truth(std::string_view key, bool fallback) {
    const Node* found = optional_node(key);
    if (found == nullptr) return fallback;
    if (found->kind == NodeKind::scalar && !found->quoted) {
        if (found->text == "true") return true;
        if (found->text == "false") return false;
    }
    problems_.push_back(problem_at(*found, quote(key) + " must be true or false"));
    return fallback;
}

std::vector<std::string> MapReader::optional_texts(std::string_view key) {
    const Node* found = optional_node(key);
    if (found == nullptr) return {};
    std::vector<std::string> texts;
    if (found->kind == NodeKind::list) {
        for (const auto& item : found->items)
            if (std::string text = text_of(*item, "an entry of " + quote(key), problems_);
                !text.empty())
                texts.push_back(std::move(text));
    } else if (std::string text = text_of(*found, quote(key), problems_); !text.empty()) {
        texts.push_back(std::move(text));
    }
    return texts;
}

void MapReader::finish() {
    for (const auto& entry : node_.entries) {
        const std::string& key = entry.key->text;
        if (std::find(asked_.begin(), asked_.end(), key) != asked_.end()) continue;
        const std::string close = base::did_you_mean(key, asked_);
        problems_.push_back(problem_at(
            *entry.key, "unknown key '" + key + "'",
            close.empty() ? what_ + " does not have it" : "did you mean '" + close + "'?"));
    }
}

}  // namespace yaml
