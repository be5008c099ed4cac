import JSON
import Planning
import StripeCatalog
import StripeWire

/// A value that a job adds to the metadata of every object it writes, on request, so that the
/// object of an unconfirmed write can be found.
struct CorrelationTag: Sendable, Hashable {
  static let key = "pinstripe_write"

  let value: String

  /// Creates the tag of a write; nil if the operation takes no metadata.
  init?(_ write: PreparedWrite, of plan: WritePlan, in step: JournalStep) {
    guard plan.verb == .create || plan.verb == .update, !plan.operation.isV2,
      plan.operation.parameter(named: "metadata") != nil
    else { return nil }
    value = "\(step.journal.header.id)-\(step.number)-\(write.row ?? 0)"
  }

  func marked(_ request: APIRequest) -> APIRequest {
    var request = request
    var metadata = request.parameters["metadata"]?.object ?? JSONObject()
    metadata[Self.key] = .string(value)
    request.parameters["metadata"] = .object(metadata)
    return request
  }

  func isOn(_ row: RawJSON) -> Bool { row["metadata"]?[Self.key]?.string == value }
}

extension Engine {
  /// Returns the object that has a tag: the one that was updated, or else one created since a time;
  /// nil if there is none.
  /// - Parameter since: Unix seconds; the search begins five minutes earlier, because clocks
  ///   differ.
  func find(
    _ mark: CorrelationTag, of plan: WritePlan, path: String, since: Double
  ) async throws -> RawJSON? {
    guard plan.verb == .create else {
      let call = Call(
        request: APIRequest(.get, path), title: "look up \(plan.object.name)", place: plan.place)
      let row = try await answer(to: call).body
      return mark.isOn(row) ? row : nil
    }
    guard let list = plan.object.operation(.list),
      list.parameter(named: "created")?.isRange == true, let path = list.path(with: [])
    else { return nil }
    let start = Int(exactly: since.rounded(.down)) ?? 0
    let request = APIRequest(.get, path, ["created": ["gte": .integer(max(0, start - 300))]])
    let title = "look up \(plan.object.plural)"
    var pages = PageStream(
      engine: self, call: Call(request: request, title: title, place: plan.place),
      walk: PageWalk(style: .cursor, pageSize: 100))
    while let rows = try await pages.next() {
      if let row = rows.first(where: mark.isOn) { return row }
    }
    return nil
  }

  /// Returns true if an object of this kind of write could be found by its tag.
  func canFind(_ plan: WritePlan) -> Bool {
    plan.verb == .update
      || plan.object.operation(.list)?.parameter(named: "created")?.isRange == true
  }
}
