#pragma once

#include <cstddef>
#include <functional>
#include <future>
#include <list>
#include <memory>
#include <mutex>
#include <string>
#include <utility>

namespace mbench {

/// Things that are costly to make, shared by threads that want the same at about the same time:
/// each is made once while it is among the last ones asked for, or still being made.
template <typename Thing>
class RecentlyUsed {
 public:
  using Shared = std::shared_ptr<const Thing>;

  /// Holds on to the `kept` things asked for last, at least one; those in use live longer.
  explicit RecentlyUsed(std::size_t kept) : kept_(kept == 0 ? 1 : kept) {}

  /// The thing of this key, made by `make` if need be. Throws what `make` throws, to all that
  /// wait for it.
  Shared get(const std::string& key, const std::function<Thing()>& make) {
    std::promise<Shared> promise;
    std::shared_future<Shared> thing;
    {
      const std::lock_guard lock(mutex_);
      if (const auto found = find(key); found != entries_.end()) {
        entries_.splice(entries_.begin(), entries_, found);
        thing = found->second;
      } else {
        entries_.emplace_front(key, promise.get_future().share());
        if (entries_.size() > kept_) entries_.pop_back();
      }
    }
    if (thing.valid()) return thing.get();
    try {
      Shared made = std::make_shared<const Thing>(make());
      promise.set_value(made);
      return made;
    } catch (...) {
      promise.set_exception(std::current_exception());
      throw;
    }
  }

 private:
  using Entries = std::list<std::pair<std::string, std::shared_future<Shared>>>;

  typename Entries::iterator find(const std::string& key) {
    auto entry = entries_.begin();
    while (entry != entries_.end() && entry->first != key) ++entry;
    return entry;
  }

  std::size_t kept_;
  std::mutex mutex_;
  Entries entries_;
};

}  // namespace mbench
