namespace TradingDaemon.Configuration.Sections.Agents;

/// <summary>An agent with the key that was found for it.</summary>
/// <param name="Name">As configured.</param>
/// <param name="Settings">What the files say.</param>
/// <param name="Key">What it signs with; null when there is none, and then nothing of it is taken.</param>
internal sealed record AgentModel(string Name, AgentSettings Settings, string? Key)
{
    /// <summary>The variable that holds the key of the agent of that name.</summary>
    public static string VariableOf(string name) => $"AGENT_{name.Replace('-', '_').ToUpperInvariant()}_KEY";

    /// <summary>Without the key.</summary>
    public override string ToString() => Name;
}
