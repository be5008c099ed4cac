import JSON
import StripeSandbox
import StripeWire

/// The pages of a served sandbox: the viewer of its objects, and what its customers see.
///
/// They are plain HTML without scripts. What they do goes through the sandbox's own operations.
package struct BrowserPages: Sendable {
  private let sandbox: Sandbox

  /// Creates the pages of a sandbox.
  package init(_ sandbox: Sandbox) {
    self.sandbox = sandbox
  }

  /// The answer to a request for a page; nil where the path is one of the API.
  package func answer(_ request: SandboxRequest) async -> APIResponse? {
    // What a page's head would be is what its answer says without its body.
    let isHead = request.method == "HEAD"
    let method = isHead ? "GET" : request.method
    guard let route = PageRoute.find(method, request.path) else { return other(request) }
    return await answer(request, route, isRead: method == "GET").response(isHead: isHead)
  }

  /// The answer where no page is: a page that says so to browsers, and nil for the API's clients.
  private func other(_ request: SandboxRequest) -> APIResponse? {
    let methods = PageRoute.methods(request.path)
    if !methods.isEmpty {
      var answer = Page.message(
        405, "Not like this", "This page does not take \(request.method) requests."
      ).response()
      answer.headers["allow"] = (methods + (methods.contains("GET") ? ["HEAD"] : []))
        .joined(separator: ", ")
      return answer
    }
    let isOfAPI = ["/v1/", "/v2/"].contains { request.path.hasPrefix($0) }
    let isBrowser = request.headers["accept"]?.contains("text/html") == true
    guard !isOfAPI, isBrowser else { return nil }
    return Page.message(404, "Nothing here", "The sandbox has no such page.")
      .response(isHead: request.method == "HEAD")
  }

  private func answer(_ request: SandboxRequest, _ route: PageRoute.Match, isRead: Bool)
    async -> Page
  {
    guard isRead || SameOrigin.holds(request.headers) else {
      return .message(
        403, "Not from this page", "The sandbox takes forms from its own pages only.")
    }
    do {
      let visit = try PageVisit(sandbox, request, ids: route.ids)
      return try await route.handler(visit)
    } catch let error as SandboxError {
      return .message(error.status, "This did not work", error.message)
    } catch {
      return .message(500, "This did not work", SandboxError.store(error).message)
    }
  }
}

/// Whether a form was sent by a page of this server.
enum SameOrigin {
  /// Browsers send the origin of a form with it, and pages of others cannot change it.
  static func holds(_ headers: [String: String]) -> Bool {
    guard let host = headers["host"], let origin = headers["origin"] else { return false }
    return origin == "http://\(host)"
  }
}
