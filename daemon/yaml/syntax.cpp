#include "yaml/syntax.h"

namespace yaml {
namespace {

struct Entry {
    std::string_view begins;  // how the library's message begins
    std::string_view sentence;
    std::string_view hint;
};

constexpr std::string_view check_indentation =
    "check the indentation of this line and the line before; put a text that contains ': ' in "
    "quotes";
constexpr std::string_view put_in_quotes = "put the text in quotes";

// The messages of yaml-cpp 0.7 (exceptions.h) that a text file can cause.
constexpr Entry entries[] = {
    {"illegal map value", "a ':' stands where none can stand", check_indentation},
    {"illegal map key", "a key cannot stand here", check_indentation},
    {"illegal block entry", "a list entry '-' cannot stand here",
     "begin the list on the next line, or put the text in quotes"},
    {"end of map flow not found", "a '{' is not closed", "write the closing '}'"},
    {"end of sequence flow not found", "a '[' is not closed", "write the closing ']'"},
    {"end of map not found", "this line does not fit the lines before it", check_indentation},
    {"end of sequence not found", "this line does not fit the list before it",
     check_indentation},
    {"illegal flow end", "a ']' or '}' closes nothing here", put_in_quotes},
    {"illegal EOF in scalar", "a quote is opened and never closed", "write the closing quote"},
    {"unknown escape character",
     "a '\\' in double quotes is followed by a letter that means nothing",
     "use single quotes, or write '\\\\'"},
    {"bad character found while scanning hex", "a '\\x' or '\\u' needs hexadecimal digits",
     "use single quotes"},
    {"invalid unicode", "a '\\u' names a character that does not exist",
     "write the character itself"},
    {"unknown token", "a text cannot begin with this character", put_in_quotes},
    {"the referenced anchor", "a '*' at the beginning has a special meaning in YAML",
     put_in_quotes},
    {"alias not found", "a '*' at the beginning has a special meaning in YAML", put_in_quotes},
    {"illegal character found while scanning alias",
     "a '*' at the beginning has a special meaning in YAML", put_in_quotes},
    {"anchor not found", "a '&' at the beginning has a special meaning in YAML", put_in_quotes},
    {"illegal character found while scanning anchor",
     "a '&' at the beginning has a special meaning in YAML", put_in_quotes},
    {"illegal tab", "a tab stands in the indentation", "use spaces, two for each level"},
    {"unexpected character in block scalar", "after '|' or '>' only a line end may stand",
     "begin the text on the next line"},
    {"bad file", "the text is nested too deeply", "at most 16 levels are read"},
};

}  // namespace

Complaint in_plain_words(std::string_view message) {
    for (const auto& entry : entries)
        if (message.starts_with(entry.begins))
            return {std::string(entry.sentence), std::string(entry.hint)};
    return {"this is not valid YAML: " + std::string(message), std::string(check_indentation)};
}

}  // namespace yaml
