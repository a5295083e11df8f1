using System.CommandLine;
using TradingDaemon.Cli.Screens;
using TradingDaemon.Configuration;
using TradingDaemon.Configuration.Sections;
using TradingDaemon.Configuration.Sources;

namespace TradingDaemon.Cli.Context;

/// <summary>The options every verb has, and the configuration they lead to.</summary>
internal sealed class ConfigurationOptions(ICommandActions actions, Surroundings surroundings)
{
    private readonly Option<string[]> _assignments = new("--set") { Description = "Sets one configuration key, e.g. --set feed:speed=10; repeatable, wins over everything.", HelpName = "key:key=value", Recursive = true };
    private readonly Option<string[]> _files = new("--config") { Description = "A further configuration file; repeatable, later ones win.", HelpName = "file", Recursive = true };
    private readonly Option<string?> _logFormat = new("--log-format") { Description = "auto, json or text; short for --set operations:logFormat=…", HelpName = "format", Recursive = true };
    private readonly Option<string?> _logLevel = new("--log-level") { Description = "trace, debug, information, warning, error, critical or none.", HelpName = "level", Recursive = true };
    private readonly Option<bool> _verbose = new("--verbose", "-v") { Description = "Short for --log-level debug.", Recursive = true };

    /// <summary>All of them.</summary>
    public IEnumerable<Option> All => [_assignments, _files, _logFormat, _logLevel, _verbose];

    /// <summary>Loads the configuration these options and the verb's presets lead to.</summary>
    public ConfigurationReport Load(ParseResult result, params KeyValuePair<string, string?>[] presets) => ConfigurationLoad.Load(Inputs(result, presets));

    /// <summary>The same without touching the disk beyond reading the files: for verbs that only ask, often, beside a running daemon.</summary>
    public ConfigurationReport Peek(ParseResult result) => ConfigurationLoad.Load(Inputs(result, []) with { ProbesDisk = false });

    /// <summary>The configuration, or null after saying on the error stream what is wrong with it.</summary>
    public DaemonConfig? Require(ParseResult result, params KeyValuePair<string, string?>[] presets) => Told(Load(result, presets));

    /// <summary>The same with what it was made of, for a daemon that may be told to read it again.</summary>
    public LoadedConfiguration? RequireLoaded(ParseResult result, params KeyValuePair<string, string?>[] presets)
    {
        var inputs = Inputs(result, presets);
        var report = ConfigurationLoad.Load(inputs);
        return Told(report) is { } config ? new(config, inputs, report.InForce) : null;
    }

    /// <summary>The configuration of a replay or rehearsal, which trades at the simulated venue alone; or null as above.</summary>
    public DaemonConfig? RequireTrial(ParseResult result, params KeyValuePair<string, string?>[] presets) => Told(ConfigurationLoad.Load(Inputs(result, presets) with { IsTrial = true }));

    private DaemonConfig? Told(ConfigurationReport report)
    {
        foreach (var note in report.Notes) surroundings.Error.WriteLine($"note: {note}");
        if (report.Config is null) FaultTable.Write(surroundings.Error, report.Faults);
        return report.Config;
    }

    private ConfigurationInputs Inputs(ParseResult result, KeyValuePair<string, string?>[] presets) => surroundings.Inputs with
    {
        ConfigFiles = result.GetValue(_files) ?? [],
        Presets = [.. presets, .. OwnPresets(result)],
        Assignments = result.GetValue(_assignments) ?? [],
        ValidateStrategy = actions.ValidateStrategy,
    };

    private IEnumerable<KeyValuePair<string, string?>> OwnPresets(ParseResult result)
    {
        if (result.GetValue(_verbose)) yield return new("operations:logLevel", "debug");
        if (result.GetValue(_logLevel) is { } level) yield return new("operations:logLevel", level);
        if (result.GetValue(_logFormat) is { } format) yield return new("operations:logFormat", format);
    }
}
