using TradingDaemon.Configuration.Sections;
using TradingDaemon.Configuration.Sections.Alerts;
using TradingDaemon.Configuration.Sections.Venues;
using TradingDaemon.Configuration.Sources;

namespace TradingDaemon.Configuration.Checks;

/// <summary>What the rules that look at several keys at once work on. Faulty keys hold their defaults here.</summary>
/// <param name="Settings">The configuration as bound.</param>
/// <param name="Table">Where each value comes from.</param>
/// <param name="Inputs">Directories and the strategies' own validation.</param>
/// <param name="Venues">What was found for each venue.</param>
/// <param name="Alerts">What was found for each alert channel.</param>
/// <param name="Faults">Found so far; rules add to it.</param>
/// <param name="Notes">What deserves a word and stops nothing; rules add to it.</param>
internal sealed record RuleContext(DaemonSettings Settings, KeyTable Table, ConfigurationInputs Inputs, IReadOnlyDictionary<string, VenueModel> Venues, IReadOnlyDictionary<string, AlertChannelModel> Alerts, List<ConfigurationFault> Faults, List<string> Notes)
{
    /// <summary>Reports a fault at a key.</summary>
    public void Refuse(string path, string? value, string message, string? allowed = null) =>
        Faults.Add(new(Table.OriginOf(path), path, SecretMask.Apply(path, value), message, allowed));

    /// <summary>Says what a value comes to that is sound and hardly meant. A limit can be made so tight that nothing passes, and that must take at once.</summary>
    public void Note(string path, string value, string message, string allowed) => Notes.Add($"{Table.OriginOf(path)}: {path} = {value}: {message} Without this: {allowed}.");

    /// <summary>Whether nothing was found wrong at or below a path: only then its values mean anything.</summary>
    public bool IsSound(string path) => !Faults.Any(fault => fault.Path == path || fault.Path.StartsWith(path + ":", StringComparison.Ordinal));
}
