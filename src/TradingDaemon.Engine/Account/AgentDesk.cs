using TradingDaemon.Domain.Account;
using TradingDaemon.Domain.Agents;
using TradingDaemon.Domain.Facts;
using TradingDaemon.Domain.Risk;
using TradingDaemon.Domain.Signals;
using TradingDaemon.Domain.Strategies;
using TradingDaemon.Engine.Books;
using TradingDaemon.Engine.Desks;
using TradingDaemon.Engine.Evaluation;

namespace TradingDaemon.Engine.Account;

/// <summary>What programs outside propose: taken into the books under a number, then a signal like any other.</summary>
/// <param name="account">The account.</param>
/// <param name="arbitration">Where signals go.</param>
public sealed class AgentDesk(TradingAccount account, ArbitrationDesk arbitration)
{
    /// <summary>Takes a signal whose signature and time were verified, or says why not.</summary>
    public AgentVerdict Take(AgentSignal sent, DateTimeOffset now)
    {
        var book = account.Books.Agents;
        if (book.Find(sent.Agent, sent.Nonce) is { } earlier) return No(AgentRefusal.NonceReplayed, $"A signal with this nonce came before: {earlier}.", earlier);
        if (book.IsFullFor(sent.SentAt)) return No(AgentRefusal.Busy, "No further nonce can be remembered now. Try again in some minutes.");
        if (account.Setup.Catalog.Find(sent.Symbol) is not { } instrument) return No(AgentRefusal.SymbolUnknown, $"There is no instrument {sent.Symbol}.");
        var spec = account.SpecOf(sent.Strategy);
        if (spec is not null && spec.Kind != StrategySpec.ExternalKind) return No(AgentRefusal.StrategyNotAllowed, $"{sent.Strategy} is of kind {spec.Kind} and takes no signals from outside.");
        var proposal = new SignalProposal(sent.Kind, sent.Confidence, sent.Reason, sent.QuantityBase) { StopQuote = sent.StopQuote, TargetQuote = sent.TargetQuote };
        if (SignalMaking.FaultOf(in proposal) is { } fault) return No(AgentRefusal.Malformed, fault);
        account.Log.Emit(new Fact.SignalTaken(sent), now);
        var number = account.Books.Sequence;
        spec ??= new StrategySpec { Id = sent.Strategy, Kind = StrategySpec.ExternalKind, Symbols = [sent.Symbol.Text] }; // not loaded in this tier: entries are refused by name, what is held may be closed
        var signal = SignalMaking.Make(spec, instrument.Id, in proposal, account.Marks.Find(instrument.Id), account.Groups.Shown(account.Books.Positions.Closable, account.Tier).GetValueOrDefault(new PositionKey(sent.Strategy, sent.Symbol)), now); // what a strategy is shown: under all names of the thing
        arbitration.Take(signal with { AgentSignal = number }, now);
        return new(number, null, book.OutcomeOf(number) ?? "it waits to be decided", account.Books.Sequence);
    }

    /// <summary>A process ended before these were decided: a proposal is worth seconds, so each is refused by name.</summary>
    public void Abandon(DateTimeOffset now)
    {
        foreach (var (number, sent) in account.Books.Agents.Open.ToList())
            account.Log.Emit(
                new Fact.SignalRefused(sent.Strategy, sent.Symbol, sent.Kind, RiskRule.SignalValid, 0m, 0m, "The daemon ended before it was decided.")
                {
                    Origin = new SignalOrigin { Kind = sent.Kind, Confidence = sent.Confidence, At = sent.SentAt, TickReceivedAt = sent.SentAt, AgentSignal = number },
                    Inputs = new(account.Books.Sequence, account.Books.Configuration.Number),
                },
                now);
    }

    private AgentVerdict No(AgentRefusal refusal, string text, long number = 0) => new(number, refusal, text, account.Books.Sequence);
}
