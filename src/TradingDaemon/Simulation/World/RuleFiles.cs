using System.Globalization;
using TradingDaemon.Domain.Account;
using TradingDaemon.Domain.Control;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.Tiers;
using TradingDaemon.Engine.Books;

namespace TradingDaemon.Simulation.World;

/// <summary>The files a daemon is configured by, as they are and as they were. They outlive every process, and a start believes them.</summary>
/// <param name="setup">What they say at first.</param>
/// <param name="areKept">Whether their version is recorded; where nobody ever changes them nothing is said of it.</param>
internal sealed class RuleFiles(AccountSetup setup, bool areKept)
{
    private const string Prefix = "files-";

    private readonly List<TierRulebook> _versions = [new(setup.Tiers, setup.Spreads) { Gatekeeper = setup.Gatekeeper }];

    /// <summary>What a start reads.</summary>
    public AccountSetup Setup { get; private set; } = setup;

    /// <summary>Of what they say now.</summary>
    public string Hash => HashOf(_versions.Count - 1);

    /// <summary>What they said at the beginning.</summary>
    public TierRulebook AtFirst => _versions[0];

    /// <summary>Somebody wrote others.</summary>
    public void Become(TierRulebook rules)
    {
        _versions.Add(rules);
        Setup = Setup with { Tiers = rules.Tiers, Spreads = rules.Spreads, Gatekeeper = rules.Gatekeeper };
    }

    /// <summary>What an engine is to be told that knows this version; null when nothing differs.</summary>
    public Command.Configure? Since(ConfigurationVersion known, string source) => !areKept || known.Hash == Hash ? null
        : new(_versions[^1], Hash, source, "operator", [new("tiers", known.Number == 0 ? null : known.Hash, Hash, ChangeEffect.Neutral)]);

    /// <summary>What they said when they had this hash.</summary>
    public TierRulebook Of(string hash) => _versions[int.Parse(hash.AsSpan(Prefix.Length), CultureInfo.InvariantCulture)];

    /// <summary>Whether two names are of the same thing.</summary>
    public bool AreSame(Symbol one, Symbol other) => one == other || (Setup.Routing.IsSmart && Setup.Routing.SameThings.Any(group => group.Contains(one) && group.Contains(other)));

    private static string HashOf(int version) => FormattableString.Invariant($"{Prefix}{version}");
}
