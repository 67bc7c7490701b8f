#include "message/html_text.h"

#include <gumbo.h>

#include <algorithm>
#include <array>
#include <csetjmp>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <utility>

#include "base/text.h"
#include "message/charset.h"
#include "message/html_cost.h"

namespace message {
namespace {

// Gumbo frees its tree recursively and has no limit on memory. So all it asks for comes from an
// arena that is thrown away at once; when the arena is used up, control leaves the parser
// (plain C, no destructors) by longjmp.
class Arena {
  public:
    explicit Arena(std::size_t limit) : limit_(limit) {}
    Arena(const Arena&) = delete;
    Arena& operator=(const Arena&) = delete;
    ~Arena() {
        while (blocks_ != nullptr) {
            Block* const next = blocks_->next;
            std::free(blocks_);
            blocks_ = next;
        }
    }

    void* take(std::size_t size) {
        const std::size_t rounded = (size + 15) / 16 * 16;
        if (rounded > left_) grow(rounded);
        char* const taken = free_;
        free_ += rounded;
        left_ -= rounded;
        return taken;
    }

    std::jmp_buf out_of_memory;

  private:
    struct alignas(16) Block {
        Block* next;
    };
    static constexpr std::size_t block_size = 256UL * 1024;

    void grow(std::size_t needed) {
        const std::size_t size = std::max(block_size, needed);
        used_ += size;
        void* const memory = used_ > limit_ ? nullptr : std::malloc(sizeof(Block) + size);
        if (memory == nullptr) std::longjmp(out_of_memory, 1);
        auto* const block = static_cast<Block*>(memory);
        block->next = blocks_;
        blocks_ = block;
        free_ = reinterpret_cast<char*>(block + 1);
        left_ = size;
    }

    std::size_t limit_;
    std::size_t used_ = 0;
    std::size_t left_ = 0;
    char* free_ = nullptr;
    Block* blocks_ = nullptr;
};

constexpr std::size_t most_memory = 256UL * 1024 * 1024;

void* take_from(void* arena, std::size_t size) {
    return static_cast<Arena*>(arena)->take(size);
}
void give_nothing_back(void*, void*) {}

// Kept free of objects with destructors: longjmp may leave it.
GumboOutput* parse_in(Arena& arena, const char* text, std::size_t size) {
    if (setjmp(arena.out_of_memory) != 0) return nullptr;
    GumboOptions options = kGumboDefaultOptions;
    options.allocator = take_from;
    options.deallocator = give_nothing_back;
    options.userdata = &arena;
    options.max_errors = 0;
    return gumbo_parse_with_options(&options, text, size);
}

std::string_view attribute(const GumboNode* node, const char* name) {
    const GumboAttribute* found = gumbo_get_attribute(&node->v.element.attributes, name);
    return found == nullptr ? std::string_view{} : std::string_view(found->value);
}

bool is_block(GumboTag tag) {
    constexpr std::array blocks{
        GUMBO_TAG_P,       GUMBO_TAG_DIV,     GUMBO_TAG_TR,         GUMBO_TAG_LI,
        GUMBO_TAG_UL,      GUMBO_TAG_OL,      GUMBO_TAG_TABLE,      GUMBO_TAG_H1,
        GUMBO_TAG_H2,      GUMBO_TAG_H3,      GUMBO_TAG_H4,         GUMBO_TAG_H5,
        GUMBO_TAG_H6,      GUMBO_TAG_PRE,     GUMBO_TAG_BLOCKQUOTE, GUMBO_TAG_SECTION,
        GUMBO_TAG_ARTICLE, GUMBO_TAG_HEADER,  GUMBO_TAG_FOOTER,     GUMBO_TAG_FORM,
        GUMBO_TAG_DL,      GUMBO_TAG_DT,      GUMBO_TAG_DD,         GUMBO_TAG_ADDRESS,
        GUMBO_TAG_CENTER,  GUMBO_TAG_CAPTION, GUMBO_TAG_FIELDSET,   GUMBO_TAG_BODY,
        GUMBO_TAG_FIGURE,  GUMBO_TAG_MAIN};
    for (const GumboTag block : blocks) {
        if (block == tag) return true;
    }
    return false;
}

bool is_hidden(const GumboNode* node) {
    if (gumbo_get_attribute(&node->v.element.attributes, "hidden") != nullptr) return true;
    std::string style = base::lower_ascii(attribute(node, "style"));
    std::erase_if(style,
                  [](char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; });
    constexpr std::array<std::string_view, 8> marks{
        "display:none", "visibility:hidden", "font-size:0px", "font-size:0;",
        "mso-hide:all", "max-height:0",      "opacity:0;",    "font-size:1px"};
    for (const std::string_view mark : marks) {
        if (style.find(mark) != std::string::npos) return true;
    }
    return style.ends_with("font-size:0") || style.ends_with("opacity:0");
}

bool is_space(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == '\f'; }

// Text as a browser lays it out: white space collapses, blocks begin new lines.
class Page {
  public:
    void add_text(std::string_view text, bool preformatted) {
        for (const char c : text) {
            if (!preformatted && is_space(c)) {
                blank_ = true;
            } else if (c == '\n') {
                break_line();
            } else if (c != '\r') {
                put(c);
            }
        }
    }
    void add_words(std::string_view words) {
        for (const char c : words) put(c);
    }
    void break_line() {
        blank_ = false;
        text_.push_back('\n');
    }
    void begin_block() {
        blank_ = false;
        if (!text_.empty() && text_.back() != '\n') text_.push_back('\n');
    }
    void begin_cell() {
        blank_ = false;
        if (!text_.empty() && text_.back() != '\n' && text_.back() != '\t')
            text_.push_back('\t');
    }
    bool wants_blank() const { return blank_; }
    void separate() { blank_ = !text_.empty() && text_.back() != '\n'; }
    std::size_t size() const { return text_.size(); }
    std::string_view since(std::size_t begin) const {
        return std::string_view(text_).substr(begin);
    }
    std::string take() {
        while (!text_.empty() && is_space(text_.back())) text_.pop_back();
        return std::move(text_);
    }

  private:
    void put(char c) {
        if (blank_ && !text_.empty() && text_.back() != '\n' && text_.back() != '\t')
            text_.push_back(' ');
        blank_ = false;
        text_.push_back(c);
    }

    std::string text_;
    bool blank_ = false;
};

class Renderer {
  public:
    HtmlText run(const GumboNode* root) {
        visit(root, false);
        result_.shown = page_.take();
        return std::move(result_);
    }

  private:
    void visit_children(const GumboVector& children, bool preformatted) {
        for (unsigned i = 0; i < children.length; ++i) {
            visit(static_cast<const GumboNode*>(children.data[i]), preformatted);
        }
    }

    void visit(const GumboNode* node, bool preformatted) {
        switch (node->type) {
            case GUMBO_NODE_DOCUMENT:
                visit_children(node->v.document.children, preformatted);
                break;
            case GUMBO_NODE_TEXT:
            case GUMBO_NODE_WHITESPACE:
            case GUMBO_NODE_CDATA:
                page_.add_text(node->v.text.text, preformatted);
                break;
            case GUMBO_NODE_COMMENT:
                keep_hidden(node->v.text.text, result_.has_comment);
                break;
            case GUMBO_NODE_ELEMENT:
            case GUMBO_NODE_TEMPLATE:
                visit_element(node, preformatted);
                break;
        }
    }

    void visit_element(const GumboNode* node, bool preformatted) {
        const GumboTag tag = node->v.element.tag;
        if (tag == GUMBO_TAG_STYLE || tag == GUMBO_TAG_SCRIPT) return;  // code, no text
        const bool aside =
            tag == GUMBO_TAG_TITLE || tag == GUMBO_TAG_NOSCRIPT || tag == GUMBO_TAG_TEMPLATE;
        if (aside || is_hidden(node)) return visit_aside(node, tag);
        if (tag == GUMBO_TAG_BR || tag == GUMBO_TAG_HR) return page_.break_line();
        if (tag == GUMBO_TAG_IMG) return add_image(node);
        if (tag == GUMBO_TAG_INPUT || tag == GUMBO_TAG_BUTTON) add_value(node);
        const bool block = is_block(tag);
        if (block) page_.begin_block();
        if (tag == GUMBO_TAG_TD || tag == GUMBO_TAG_TH) page_.begin_cell();
        if (tag == GUMBO_TAG_LI) page_.add_words("- ");
        const std::size_t begin = page_.size();
        visit_children(node->v.element.children,
                       preformatted || tag == GUMBO_TAG_PRE || tag == GUMBO_TAG_TEXTAREA);
        if (tag == GUMBO_TAG_A) add_target(attribute(node, "href"), begin);
        add_title(node);
        if (block) page_.begin_block();
    }

    // What a person does not see on the page, but may find in the letter: read apart.
    void visit_aside(const GumboNode* node, GumboTag tag) {
        Renderer inner;
        inner.visit_children(node->v.element.children, false);
        for (std::string& text : inner.result_.hidden)
            result_.hidden.push_back(std::move(text));
        result_.has_comment = result_.has_comment || inner.result_.has_comment;
        bool ignored = false;
        keep_hidden(inner.page_.take(), tag == GUMBO_TAG_TITLE ? ignored : result_.has_hidden);
        for (const char* name : {"alt", "title", "value"})
            keep_hidden(attribute(node, name), result_.has_hidden);
    }

    void keep_hidden(std::string_view text, bool& flag) {
        const std::string_view trimmed = base::trim_ascii(text);
        if (trimmed.empty()) return;
        flag = true;
        result_.hidden.emplace_back(trimmed);
    }

    void add_image(const GumboNode* node) {
        const std::string_view alt = base::trim_ascii(attribute(node, "alt"));
        if (!alt.empty()) {
            page_.separate();
            page_.add_words("[image: " + std::string(alt) + "]");
            page_.separate();
        }
        add_title(node);
    }

    void add_value(const GumboNode* node) {
        const std::string_view value = base::trim_ascii(attribute(node, "value"));
        if (attribute(node, "type") == "hidden") return keep_hidden(value, result_.has_hidden);
        if (!value.empty()) page_.add_words(value);
    }

    void add_title(const GumboNode* node) {
        bool ignored = false;
        keep_hidden(attribute(node, "title"), ignored);
    }

    void add_target(std::string_view target, std::size_t begin) {
        target = base::trim_ascii(target);
        const std::string_view bare = target.starts_with("mailto:") ? target.substr(7) : target;
        if (target.empty() || target.starts_with('#') ||
            page_.since(begin).find(bare) != std::string_view::npos)
            return;
        page_.separate();
        page_.add_words("<" + std::string(target) + ">");
    }

    Page page_;
    HtmlText result_;
};

HtmlText read_stripped(const std::string& html) {
    HtmlText text;
    text.shown = strip_tags(html);
    text.stripped = true;
    return text;
}

// gumbo 0.10 lets the number of an endless "&#xD8888..." overflow and writes what is left of it
// as octets that are no UTF-8.
void mend_octets(std::string& text) {
    if (!base::is_utf8(text)) text = decode_text(text, "utf-8").text;
}

}  // namespace

HtmlText html_to_text(const std::string& html) {
    if (!is_affordable_html(html)) return read_stripped(html);
    Arena arena(most_memory);
    const GumboOutput* const output = parse_in(arena, html.data(), html.size());
    if (output == nullptr) return read_stripped(html);
    HtmlText text = Renderer().run(output->document);
    mend_octets(text.shown);
    for (std::string& hidden : text.hidden) mend_octets(hidden);
    return text;
}

std::string html_charset(std::string_view octets) {
    const std::string head = base::lower_ascii(octets.substr(0, 4096));
    for (std::size_t meta = head.find("<meta"); meta != std::string::npos;
         meta = head.find("<meta", meta + 5)) {
        const std::size_t end = head.find('>', meta);
        const std::string tag = head.substr(meta, end == std::string::npos ? end : end - meta);
        const std::size_t label = tag.find("charset=");
        if (label == std::string::npos) continue;
        std::size_t begin = label + 8;
        while (begin < tag.size() &&
               (tag[begin] == '"' || tag[begin] == '\'' || tag[begin] == ' '))
            ++begin;
        return tag.substr(begin, tag.find_first_of("\"' ;/>", begin) - begin);
    }
    return {};
}

}  // namespace message
