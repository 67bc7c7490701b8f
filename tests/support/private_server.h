// A private server of tests/support (dovecot.py, smtp_server.py) as a child of this test: it
// ends with the test, whatever becomes of it, because its standard input closes.
#pragma once

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <stdexcept>
#include <string>
#include <vector>

namespace support {

class PrivateServer {
  public:
    // `script` is a file name in tests/support; `options` a JSON object for its start().
    explicit PrivateServer(const std::string& script, const std::string& options = "{}") {
        int to_child[2];
        int from_child[2];
        if (pipe2(to_child, O_CLOEXEC) != 0 || pipe2(from_child, O_CLOEXEC) != 0)
            throw std::runtime_error("pipe");
        const std::string path = std::string(APARAJITA_SOURCE_DIR) + "/tests/support/" + script;
        std::vector<std::string> words{"python3", "-B", path};
        if (script == "smtp_server.py") words.emplace_back("");
        words.insert(words.end(), {"--json-options", options});
        std::vector<char*> arguments;
        for (std::string& word : words) arguments.push_back(word.data());
        arguments.push_back(nullptr);
        child_ = fork();
        if (child_ == 0) {
            dup2(to_child[0], STDIN_FILENO);
            dup2(from_child[1], STDOUT_FILENO);
            execvp(arguments[0], arguments.data());
            _exit(127);
        }
        close(to_child[0]);
        close(from_child[1]);
        to_ = to_child[1];
        from_ = fdopen(from_child[0], "r");
        about_ = line();
        if (about_.empty()) throw std::runtime_error(script + " did not start");
    }

    ~PrivateServer() {
        close(to_);
        int status = 0;
        waitpid(child_, &status, 0);
        fclose(from_);
    }
    PrivateServer(const PrivateServer&) = delete;
    PrivateServer& operator=(const PrivateServer&) = delete;

    // What it said of itself: about("port").
    std::string about(const std::string& name) const { return field(about_, name); }
    int port(const std::string& name = "port") const { return std::stoi(about(name)); }

    // A JSON array, answered with one line of JSON.
    std::string order(const std::string& words) {
        const std::string octets = words + "\n";
        if (write(to_, octets.data(), octets.size()) != static_cast<ssize_t>(octets.size()))
            throw std::runtime_error("the private server is gone");
        return line();
    }

    // The value behind "name": in a flat JSON object, without quotes.
    static std::string field(const std::string& json, const std::string& name) {
        const std::size_t at = json.find("\"" + name + "\": ");
        if (at == std::string::npos) throw std::runtime_error("no field " + name);
        const std::size_t from = at + name.size() + 4;
        if (json[from] == '"')
            return json.substr(from + 1, json.find('"', from + 1) - from - 1);
        return json.substr(from, json.find_first_of(",}", from) - from);
    }

  private:
    std::string line() {
        std::string text;
        for (int octet = fgetc(from_); octet != EOF && octet != '\n'; octet = fgetc(from_))
            text += static_cast<char>(octet);
        return text;
    }

    pid_t child_ = -1;
    int to_ = -1;
    FILE* from_ = nullptr;
    std::string about_;
};

}  // namespace support
