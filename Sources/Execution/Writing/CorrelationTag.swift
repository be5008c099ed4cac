import JSON
import Planning
import StripeCatalog
import StripeWire

/// What a job that asks for it puts into the metadata of what it writes, so that a write in doubt
/// can be found.
struct CorrelationTag: Sendable, Hashable {
  static let key = "pinstripe_write"

  let value: String

  /// Nil where the operation takes no metadata to carry it.
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
  /// The object that carries a mark: the one that was updated, or else one made since a time.
  /// - Parameter since: Unix seconds; a little before, as clocks differ.
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

  /// Whether a write of this kind could be found again by its mark.
  func canFind(_ plan: WritePlan) -> Bool {
    plan.verb == .update
      || plan.object.operation(.list)?.parameter(named: "created")?.isRange == true
  }
}
