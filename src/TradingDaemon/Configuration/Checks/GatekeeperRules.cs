using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using TradingDaemon.Configuration.Schema;
using TradingDaemon.Configuration.Sections.Gatekeeping;
using TradingDaemon.Domain.Gatekeeping;

namespace TradingDaemon.Configuration.Checks;

/// <summary>Whether the gatekeeper has a model where it needs one, and whether that is the one its maker wrote down.</summary>
internal static class GatekeeperRules
{
    private const string ChecksumPath = "gatekeeper:regression:checksum";

    /// <summary>Adds every fault.</summary>
    public static void Run(RuleContext context)
    {
        var gatekeeper = context.Settings.Gatekeeper;
        var misspelled = context.Faults.FindIndex(static fault => fault.Path == ChecksumPath);
        if (context.Faults.Any(static fault => fault.Path.Split(':')[0] == "gatekeeper" && fault.Path != ChecksumPath)) return; // a sum is of sound numbers
        if (gatekeeper.Regression.Version is null)
        {
            if (gatekeeper.Mode != GatekeeperMode.Off) context.Refuse("gatekeeper:regression:version", null, "Without a model nothing can be scored.", "a model, or gatekeeper:mode off");
            else if (gatekeeper.Regression.Features.Count > 0) context.Refuse("gatekeeper:regression:version", null, "A model needs a name: it is stored with every score.", "e.g. 2026-11");
            return;
        }

        foreach (var name in gatekeeper.Regression.Features.Keys.Where(static name => !GatekeeperFeatures.ByName.ContainsKey(name)).Order(StringComparer.Ordinal))
            context.Refuse($"gatekeeper:regression:features:{name}", name, NearestName.Find(name, GatekeeperFeatures.ByName.Keys) is { } meant ? $"Nothing is known by this name; did you mean \"{meant}\"?" : "Nothing is known by this name.", $"one of {string.Join(", ", GatekeeperFeatures.ByName.Keys)}");
        if (gatekeeper.Regression.Features.Count == 0) context.Refuse("gatekeeper:regression:features", null, "A model that goes by nothing scores every entry alike.", "at least one feature");
        var sum = ChecksumOf(gatekeeper.Regression);
        if (misspelled >= 0) context.Faults[misspelled] = context.Faults[misspelled] with { Allowed = $"{context.Faults[misspelled].Allowed}: {sum}, if these numbers are meant" };
        else if (gatekeeper.Regression.Checksum != sum)
            context.Refuse(ChecksumPath, gatekeeper.Regression.Checksum, "These are not the numbers the checksum was made of: something was changed or damaged.", $"{sum}, if they are meant");
    }

    /// <summary>The policy; null where the gatekeeper is off. The settings must be without fault.</summary>
    public static GatekeeperPolicy? Policy(GatekeeperConfig gatekeeper) => gatekeeper.Mode == GatekeeperMode.Off ? null : new GatekeeperPolicy
    {
        Mode = gatekeeper.Mode, Threshold = gatekeeper.Threshold,
        Model = gatekeeper.Regression is not { Version: { } version } model ? null : new GatekeeperModel(
            version, (double)model.Bias, [.. Sorted(model).Select(static pair => new GatekeeperWeight(GatekeeperFeatures.ByName[pair.Key], (double)pair.Value.Mean, (double)pair.Value.Scale, (double)pair.Value.Weight))]),
    };

    /// <summary>SHA-256 of a model: a line `version`, a line with the bias, and a line `feature mean scale weight` each by name, numbers without zeros nobody needs; every line ends with one line feed.</summary>
    public static string ChecksumOf(GatekeeperModelConfig model)
    {
        var text = new StringBuilder().Append(model.Version).Append('\n').Append(Number(model.Bias)).Append('\n');
        foreach (var (name, feature) in Sorted(model)) text.Append(CultureInfo.InvariantCulture, $"{name} {Number(feature.Mean)} {Number(feature.Scale)} {Number(feature.Weight)}\n");
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }

    // One order for sum and score: the same numbers add up to the same score on every machine.
    private static IEnumerable<KeyValuePair<string, GatekeeperFeatureConfig>> Sorted(GatekeeperModelConfig model) => model.Features.OrderBy(static pair => pair.Key, StringComparer.Ordinal);

    private static string Number(decimal number) => number.ToString("0.############################", CultureInfo.InvariantCulture);
}
