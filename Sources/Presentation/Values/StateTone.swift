/// The colours of statuses, as good, pending or bad news.
enum StateTone {
  /// Returns the role that decides the colour of a status; nil if it is neither good nor bad news.
  static func role(of state: String) -> TextRole? { roles[state] }

  private static let roles: [String: TextRole] = {
    let words: [(TextRole, String)] = [
      (
        .good,
        """
        paid active succeeded complete completed available verified won approved accepted enabled
        issued posted delivered trialing resolved closed_won
        """
      ),
      (
        .pending,
        """
        open pending past_due processing incomplete requires_action requires_capture in_transit
        requires_confirmation requires_payment_method needs_response under_review unpaid paused
        draft queued running unverified warning_needs_response warning_under_review
        """
      ),
      (
        .failing,
        """
        failed void voided canceled cancelled uncollectible expired incomplete_expired lost
        declined rejected reversed restricted inactive disabled blocked
        """
      ),
    ]
    let pairs = words.flatMap { role, text in
      text.split(whereSeparator: \.isWhitespace).map { (String($0), role) }
    }
    return Dictionary(pairs) { first, _ in first }
  }()
}
