using System.Text.Json;
using TradingDaemon.Sandbox;

namespace TradingDaemon.Cli.Sandbox;

/// <summary>Tells where the sandbox listens.</summary>
internal static class SandboxAnnouncement
{
    /// <summary>One line of JSON, for programs.</summary>
    public static string Json(SandboxServer sandbox) =>
        JsonSerializer.Serialize(new { address = Text(sandbox.Address), stream = Text(sandbox.StreamAddress), admin = Text(sandbox.AdminAddress) });

    /// <summary>Some lines, for people.</summary>
    public static string Lines(SandboxServer sandbox, SandboxOptions options) => $"""
        The sandbox exchange listens at {Text(sandbox.Address)} (stream {Text(sandbox.StreamAddress)}).
        Its staff's entrance is {Text(sandbox.AdminAddress)}/admin/.
        Accounts: {string.Join(", ", options.Accounts)}. Instruments: {string.Join(", ", options.Instruments.Select(static it => it.Rules.Symbol))}.
        Stop it with Ctrl+C.
        """;

    private static string Text(Uri address) => address.ToString().TrimEnd('/');
}
