import JSON
import StripeWire

extension Engine {
  /// Returns a page of a list whose rows have an `id` and a time of creation.
  func page(_ call: Call) async throws -> SlicePage {
    let page = try await anyPage(call)
    guard page.hasMore != nil else { throw Failure(.isSilent, at: call.place) }
    if let page = SlicePage(page) { return page }
    throw Failure(
      .malformed("the list contains rows without an `id` or a time in `created`"), at: call.place)
  }

  /// Returns a page of any list or search; if its body is broken again and again, smaller pages are
  /// requested.
  func anyPage(_ call: Call) async throws -> ListPage {
    guard let page = try await wholeBody(call).flatMap(ListPage.init) else {
      throw Failure(.malformed("the response is not a list"), at: call.place)
    }
    if let flaw = call.kind?.flaw(ofPage: page.rows) {
      throw Failure(.malformed(flaw), at: call.place)
    }
    return page
  }

  private func wholeBody(_ call: Call) async throws -> JSONDocument? {
    var call = call
    call.maxBroken = RetryPolicy().failureRetries
    while true {
      do {
        return try await answer(to: call).document
      } catch let failure as Failure {
        guard failure.isBrokenAnswer, let size = call.request.parameters["limit"]?.integer, size > 1
        else { throw failure }
        call.request.parameters["limit"] = .integer(max(1, size / 4))
      }
    }
  }
}

extension Failure {
  /// True if a response came but was not complete.
  fileprivate var isBrokenAnswer: Bool {
    switch reason {
    case .malformed: true
    case .api, .transport, .notFound, .ambiguous, .value, .input, .assertion, .refused, .journal,
      .inDoubt, .database, .unreachable:
      false
    }
  }

  /// True if the object that a cursor names no longer exists.
  var isLostCursor: Bool {
    guard case .api(let error) = reason else { return false }
    return error.code == "resource_missing" && error.param == "starting_after"
  }
}
