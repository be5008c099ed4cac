import JSON
import Planning

/// Objects that were looked up, in bounded memory: those that were not used recently are removed
/// first.
struct LookedUpObjects {
  /// The identity of a look-up: its form and the object's id.
  struct Key: Hashable {
    var form: Int
    var id: String
  }

  enum Found: Sendable {
    case object(RawJSON)
    /// Stripe has no such object: the id stays as it is.
    case missing

    fileprivate var bytes: Int {
      switch self {
      case .object(let object): object.byteCount + 128
      case .missing: 128
      }
    }
  }

  /// The numbers of the forms of look-ups. Look-ups that request the same for an id have the same
  /// form, whatever the place of the id in a row.
  private var forms: [Lookup: Int] = [:]
  private var recent: [Key: Found] = [:]
  private var older: [Key: Found] = [:]
  private var recentBytes = 0
  /// The maximum size of each of the two halves, in bytes.
  private let budget: Int

  init(budget: Int = 8 << 20) {
    self.budget = budget
  }

  mutating func form(of lookup: Lookup) -> Int {
    let lookup = lookup.withoutPlace
    if let form = forms[lookup] { return form }
    forms[lookup] = forms.count
    return forms.count - 1
  }

  /// Returns what was found and marks it as recently used.
  mutating func take(_ key: Key) -> Found? {
    if let found = recent[key] { return found }
    guard let found = older.removeValue(forKey: key) else { return nil }
    keep(found, as: key)
    return found
  }

  mutating func keep(_ found: Found, as key: Key) {
    recent[key] = found
    recentBytes += found.bytes
    guard recentBytes > budget else { return }
    (older, recent, recentBytes) = (recent, [:], 0)
  }
}
