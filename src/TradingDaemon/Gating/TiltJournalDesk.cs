using System.Globalization;
using TradingDaemon.Domain.Control;
using TradingDaemon.Domain.Signals;
using TradingDaemon.Domain.Tilt;
using TradingDaemon.Engine.Books;
using TradingDaemon.Engine.Tilt;
using TradingDaemon.Operations.Secrets;
using TradingDaemon.Operations.Tilts;
using TradingDaemon.Pipeline;

namespace TradingDaemon.Gating;

/// <summary>Takes what a person writes about a strategy on tilt: one command to the account engine.</summary>
internal sealed class TiltJournalDesk(RiskGating gating, Topology topology, SecretRedactor redactor) : ITiltJournal
{
    /// <inheritdoc/>
    public async Task<TiltJournalAnswer> WriteAsync(TiltJournalRequest request)
    {
        var text = request.Text.Trim();
        if (TiltJournal.WordsOf(text) is var words && words == 0) return No("Nothing was kept: there is no word in it.");
        if (text.Length > TiltJournal.TextMax) return No(Invariant($"Nothing was kept: it has {text.Length} characters, at most {TiltJournal.TextMax} are taken."));
        var strategy = new StrategyId(request.Strategy.Trim());
        var (refusal, asked) = await gating.LookAsync(engine => Look(engine.Account, strategy));
        if (refusal is not null) return No(refusal);
        if (!topology.TryCommand(new Command.WriteTiltJournal(strategy, request.By ?? "", redactor.Redact(text)))) return No("Nothing was kept: too many commands wait for the account engine. Try again.");
        var waits = asked == 0 ? "No stage of its recovery waits for one." : words >= asked ? Invariant($"Its stage asks for {asked}, and these are enough.") : Invariant($"Its stage asks for {asked} in one entry, and waits on.");
        return new(true, Invariant($"Handed to the account engine: {words} {(words == 1 ? "word" : "words")} about {strategy}. {waits}"));
    }

    // Who was seen by hand at the venue is judged too, and is in no configuration.
    private static (string? Refusal, int Asked) Look(TradingAccount account, StrategyId strategy)
    {
        if (account.Setup.Tilt is not { } policy) return ("Nothing was kept: nobody is judged here, tilt:enabled and tilt:breakAfterLosses are off.", 0);
        if (account.Books.Gauges.Tilts.Of(strategy) is { } trader) return (null, TiltScore.WordsMissing(trader.State, policy));
        var known = account.Setup.Tiers.All.SelectMany(static tier => tier.Strategies).Select(static spec => spec.Id).Distinct().OrderBy(static id => id.Text, StringComparer.Ordinal).ToList();
        return (known.Contains(strategy) ? null : $"Nothing was kept: there is no strategy {strategy}; there are {string.Join(", ", known)}.", 0);
    }

    private static TiltJournalAnswer No(string why) => new(false, why);

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
