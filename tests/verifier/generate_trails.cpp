// generate_trails FOLDER COUNT SEED: writes trails with the program's own store, each FOLDER/N
// with
//   trail.db         as audit export writes it
//   notes/           what an auditor was mailed: every checkpoint
//   checkpoint.key   the signing key, for a thief: 32 octets
// and FOLDER/events.txt, the list of lawful kinds.
#include <fmt/format.h>

#include <fstream>
#include <iostream>

#include "audit/checkpoint.h"
#include "audit/questions.h"
#include "base/sha256.h"
#include "verifier/stories.h"

namespace {

const base::Instant noon = base::from_unix(1795327200);

void must(const base::Result<void>& done) {
    if (done) return;
    std::cerr << base::to_text(done.error());
    std::exit(1);
}

template <class T>
T taken(base::Result<T> made) {
    if (!made) must(made.error());
    return std::move(*made);
}

class Writer {
  public:
    Writer(const std::filesystem::path& folder, int n)
        : folder_(folder),
          store_(taken(
              store::Store::open(folder / "state", store::Opening::create_or_migrate, noon))),
          state_(taken(store::ReadOnly::open(folder / "state", store::File::state))),
          signer_{"cell.example/aparajita",
                  seal::Key(base::sha256(fmt::format("signer {}", n)))} {
        std::filesystem::create_directory(folder / "notes");
        std::ofstream(folder / "checkpoint.key", std::ios::binary) << signer_.seed.reveal();
    }

    // One commit: a store of its own for each event would only measure the disk.
    void append(const std::vector<base::AuditNote>& notes) {
        must(store_->run({{}, [&](store::Transaction& t) -> base::Result<void> {
                              for (const auto& note : notes) {
                                  if (auto done = audit::append(t, next(), note); !done)
                                      return done;
                              }
                              return {};
                          }}));
    }
    void sign() {
        must(store_->run({{}, [&](store::Transaction& t) {
                              return audit::take_checkpoint(t, next(), "daemon", signer_);
                          }}));
        const auto last = *taken(audit::last_checkpoint(*state_));
        std::ofstream(folder_ / "notes" / fmt::format("checkpoint-{}.txt", last.head.size))
            << taken(audit::growth_since(*state_, mailed_, last));
        mailed_ = last.head.size;
    }
    void finish() { must(audit::write_export(folder_ / "state", folder_ / "trail.db")); }

  private:
    audit::Moment next() {
        clock_ += 7;
        return {noon + base::Seconds(clock_), std::string(16, 'b'), clock_ * 1000};
    }
    std::filesystem::path folder_;
    std::unique_ptr<store::Store> store_;
    std::unique_ptr<store::ReadOnly> state_;
    audit::Signer signer_;
    std::int64_t clock_ = 0, mailed_ = 0;
};

void write_trail(const std::filesystem::path& folder, int n, stories::Random& random) {
    std::filesystem::create_directory(folder);
    Writer writer(folder, n);
    const auto trail = stories::draw_trail(random, 1 + static_cast<int>(random() % 12));
    std::vector<base::AuditNote> part;
    for (const auto& note : trail) {
        part.push_back(note);
        if (random() % 12 != 0) continue;
        writer.append(part);
        part.clear();
        writer.sign();
    }
    writer.append(part);
    writer.sign();
    writer.finish();
}

}  // namespace

int main(int argc, char** argv) {
    if (argc != 4) return 64;
    const std::filesystem::path folder(argv[1]);
    stories::Random random(static_cast<unsigned>(std::stoul(argv[3])));
    std::filesystem::create_directories(folder);
    std::ofstream events(folder / "events.txt");
    for (const auto& event : base::audit_events()) events << event.name << "\n";
    for (int n = 1; n <= std::stoi(argv[2]); ++n)
        write_trail(folder / std::to_string(n), n, random);
    return 0;
}
