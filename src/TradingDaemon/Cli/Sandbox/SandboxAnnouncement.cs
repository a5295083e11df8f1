using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using TradingDaemon.Sandbox;

namespace TradingDaemon.Cli.Sandbox;

/// <summary>Tells where the sandbox listens.</summary>
internal static class SandboxAnnouncement
{
    private static readonly JsonSerializerOptions Options = new() { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>One line of JSON, for programs.</summary>
    public static string Json(SandboxServer sandbox, SandboxOptions options)
    {
        var made = options.Accounts.FirstOrDefault(static account => account.IsSecretMade);
        return JsonSerializer.Serialize(new { address = Text(sandbox.Address), stream = sandbox.StreamAddress is { } stream ? Text(stream) : null, admin = Text(sandbox.AdminAddress), key = made?.Key, secret = made?.Secret }, Options);
    }

    /// <summary>Some lines, for people.</summary>
    public static string Lines(SandboxServer sandbox, SandboxOptions options) => $"""
        The sandbox exchange listens at {Text(sandbox.Address)} ({(sandbox.StreamAddress is { } stream ? $"stream {Text(stream)}" : "its venue has no stream")}).
        Its staff's entrance is {Text(sandbox.AdminAddress)}/admin/.
        {Accounts(options)} Instruments: {string.Join(", ", options.Instruments.Select(static it => it.Rules.Symbol))}.{Made(options)}
        Stop it with Ctrl+C.
        """;

    /// <summary>One line, for people, when it has ended.</summary>
    public static string End(SandboxOptions options) => $"The sandbox exchange has ended. {(options.DataDirectory is { } directory ? $"What it knows is in {directory}." : "What it knew is gone.")}";

    private static string Accounts(SandboxOptions options) => SandboxAccount.AreAt(options.Venue) ? $"Accounts: {string.Join(", ", options.Accounts)}." : "It has no accounts: anybody may ask, and no key is needed.";

    // Made when this process began, and good for nothing but this exchange.
    private static string Made(SandboxOptions options) => string.Concat(options.Accounts.Where(static account => account.IsSecretMade)
        .Select(static account => $"{Environment.NewLine}The key of {account.Name}, made now, is {account.Key}, its secret \"{account.Secret.ReplaceLineEndings("\\n")}\"."));

    private static string Text(Uri address) => address.ToString().TrimEnd('/');
}
