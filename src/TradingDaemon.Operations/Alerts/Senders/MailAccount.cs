using System.Collections.Immutable;

namespace TradingDaemon.Operations.Alerts.Senders;

/// <summary>How mail leaves, and to whom.</summary>
/// <param name="Host">The mail server.</param>
/// <param name="Port">Its port for submission.</param>
/// <param name="StartTls">Whether nothing is said before the connection is encrypted and the server's certificate is good.</param>
/// <param name="User">Who logs in; null when nobody does.</param>
/// <param name="Password">Their password; null when nobody logs in.</param>
/// <param name="From">The sender.</param>
/// <param name="To">The recipients; at least one.</param>
public sealed record MailAccount(string Host, int Port, bool StartTls, string? User, string? Password, string From, ImmutableArray<string> To);
