import JSON
import Planning

/// Objects that were looked up, as many as fit into bounded memory: those that were not asked for
/// of late go first.
struct LookedUpObjects {
  /// What one kind of look-up found by an id.
  struct Key: Hashable {
    var form: Int
    var id: String
  }

  enum Found: Sendable {
    case object(RawJSON)
    /// Stripe has none: the id stays as it is.
    case missing

    fileprivate var bytes: Int {
      switch self {
      case .object(let object): object.byteCount + 128
      case .missing: 128
      }
    }
  }

  /// Look-ups that ask the same of an id, wherever it stands, find the same.
  private var forms: [Lookup: Int] = [:]
  private var recent: [Key: Found] = [:]
  private var older: [Key: Found] = [:]
  private var recentBytes = 0
  /// Bytes of each of the two halves.
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

  /// What was found, which is kept longer for it.
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
