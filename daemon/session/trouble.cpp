#include "session/trouble.h"

namespace session {

std::string_view name_of(Step step) {
    switch (step) {
        case Step::resolve:
            return "resolve";
        case Step::connect:
            return "connect";
        case Step::tls:
            return "tls";
        case Step::greeting:
            return "greeting";
        case Step::hello:
            return "hello";
        case Step::starttls:
            return "starttls";
        case Step::login:
            return "login";
    }
    return "";
}

}  // namespace session
