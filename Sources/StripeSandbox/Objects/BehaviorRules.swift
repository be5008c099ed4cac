import JSON
import SandboxStore

/// The names of an object in Stripe's messages.
struct ObjectNames: Sendable {
  /// The name in "No such payment_intent: …". Nil means the type's name.
  var spoken: String?
  /// The `param` of an error about a missing object of a path. Nil means the name of the path's
  /// parameter.
  var pathParameter: String?
}

/// The events that changes of an object cause.
struct EventRules: Sendable {
  /// The first part of the events' names: "customer.subscription". Nil means the type's name.
  var prefix: String?
  /// The events, without prefix, for a new value of `status`. A status without an entry causes the
  /// event of its own name, if the catalog has that event and the object is not new.
  var statuses: [String: [String]] = [:]
  /// The full names of events beyond those for creation, update, deletion and status.
  var further: @Sendable (Change) -> [String] = { _ in [] }
  /// True if a change causes an `updated` event in addition to the events that name it.
  var isUpdate: @Sendable (Change) -> Bool = { _ in true }
}

/// The filters of an object's lists, beyond "the field has this value".
struct ListRules: Sendable {
  /// The path of the value of a list filter or search field, by the filter's name, where it differs
  /// from the field of that name.
  var paths: [String: String] = [:]
  /// The meanings of filter values, by the filter's name.
  var meanings: [String: FilterMeaning] = [:]
  /// Fields that are indexed although no list filter has their name.
  var lookups: [String] = []
  /// The type of the object that a filter names, by the filter's name. A list is refused if that
  /// object does not exist.
  var existing: [String: String] = [:]
  /// The filter with which Stripe adds the `count` of all matches to a list.
  var countedBy: String?
  /// Seconds for which an object is listed and found. Nil means forever.
  var retention: Int?
  /// Refuses combinations of filters.
  var check: @Sendable (JSONObject) throws(SandboxError) -> Void = { _ throws(SandboxError) in }
  /// Returns the values of filters that are at no path of the object, by the filter's name:
  /// `pending` of an invoice item.
  var values: @Sendable (JSONObject) -> JSONObject = { _ in [:] }
}

/// The traces that a deleted object leaves.
struct DeletionRules: Sendable {
  /// True if a deleted object is still retrieved, as `{id, object, deleted: true}`.
  var leavesStub = false
  /// Fields of a deleted object that other objects still need.
  var keptFields: [String] = []
}

/// The meaning of a list filter, beyond "the field has this value".
struct FilterMeaning: Sendable {
  /// The test that applies if the filter is not given.
  var whenAbsent: Usual?

  /// The values that are listed unless others are asked for.
  enum Usual: Sendable {
    case oneOf([String])
    /// Any word of the field's enumeration but these.
    case noneOf([String])
  }

  /// Values that stand for several values, or for all of them (nil).
  var values: [String: [String]?] = [:]
  /// True if `*` in a value stands for any text: the filter then matches each value of the field's
  /// enumeration that fits.
  var takesPatterns = false
}
