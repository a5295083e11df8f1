using System.Globalization;
using TradingDaemon.Domain.Algorithms;
using TradingDaemon.Domain.Control;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Operations.Parents;
using TradingDaemon.Pipeline;

namespace TradingDaemon.Gating;

/// <summary>Halts, resumes and ends parent orders by a person's word: one command to the account engine each.</summary>
internal sealed class ParentControl(RiskGating gating, Topology topology) : IParentControl
{
    /// <inheritdoc/>
    public async Task<ParentAnswer> CancelAsync(ParentRequest request)
    {
        var id = new ParentId(request.Number);
        if (await FindAsync(id) is not { } parent) return Unknown(id);
        if (parent.EndingReason is { } reason) return new(true, Text($"Parent order {id} was ending already: {reason}"));
        return Told(new Command.CancelParent(id, Why("Cancelled", request)), Text($"Parent order {id} is ended: no further parts, those at work are cancelled. {Filled(parent)}"));
    }

    /// <inheritdoc/>
    public async Task<ParentAnswer> PauseAsync(ParentRequest request)
    {
        var id = new ParentId(request.Number);
        if (await FindAsync(id) is not { } parent) return Unknown(id);
        if (parent.EndingReason is { } reason) return new(false, Text($"Parent order {id} is ending, and sends no more as it is: {reason}"));
        if (parent.Paused is { } paused) return new(true, Text($"Parent order {id} was paused already: {paused}"));
        return Told(new Command.PauseParent(id, Why("Paused", request)), Text($"Parent order {id} is paused: no further parts until it is resumed, those at work are cancelled. {Filled(parent)} Its time goes on until {parent.Order.EndAt:u}."));
    }

    /// <inheritdoc/>
    public async Task<ParentAnswer> ResumeAsync(ParentRequest request)
    {
        var id = new ParentId(request.Number);
        if (await FindAsync(id) is not { } parent) return Unknown(id);
        if (parent.EndingReason is { } reason) return new(false, Text($"Parent order {id} is ending, nothing resumes it: {reason}"));
        if (parent.Paused is null) return new(true, Text($"Parent order {id} was not paused."));
        return Told(new Command.ResumeParent(id, Why("Resumed", request)), Text($"Parent order {id} goes on until {parent.Order.EndAt:u}. {Filled(parent)}"));
    }

    private Task<ParentState?> FindAsync(ParentId id) => gating.LookAsync(engine => engine.Account.Books.Parents.Find(id));

    private ParentAnswer Told(Command command, string done) => topology.TryCommand(command) ? new(true, done) : new(false, "Nothing was changed: too many commands wait for the account engine. Try again.");

    private static ParentAnswer Unknown(ParentId id) => new(false, Text($"No parent order {id} works; it has ended, or there never was one."));

    private static string Why(string what, ParentRequest request) => request.Reason is { } reason ? $"{what} by {request.By}: {reason}" : $"{what} by {request.By}.";

    private static string Filled(ParentState parent) => Text($"{parent.FilledBase:0.########} of {parent.Order.QuantityBase:0.########} is filled.");

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
