import JSON

/// What the page of the customer portal has to know that no operation of the API tells.
extension AccountClient {
  /// A session of the customer portal.
  ///
  /// - Throws: 404 where there is none of this id.
  package func portalSession(_ id: String) async throws -> JSONObject {
    try await perform { workspace throws(SandboxError) in
      try workspace.get(PortalSession.self, id).json
    }
  }
}
