using System.Globalization;
using TradingDaemon.Domain.Control;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Operations.Parents;
using TradingDaemon.Pipeline;

namespace TradingDaemon.Gating;

/// <summary>Ends parent orders by a person's word: one command to the account engine.</summary>
internal sealed class ParentControl(RiskGating gating, Topology topology) : IParentControl
{
    /// <inheritdoc/>
    public async Task<ParentAnswer> CancelAsync(ParentRequest request)
    {
        var id = new ParentId(request.Number);
        if (await gating.LookAsync(engine => engine.Account.Books.Parents.Find(id)) is not { } parent) return new(false, Text($"No parent order {id} works; it has ended, or there never was one."));
        if (parent.EndingReason is { } reason) return new(true, Text($"Parent order {id} was ending already: {reason}"));
        if (!topology.TryCommand(new Command.CancelParent(id, $"Cancelled by {request.By}."))) return new(false, "Nothing was changed: too many commands wait for the account engine. Try again.");
        return new(true, Text($"Parent order {id} is ended: no further parts, those at work are cancelled. {parent.FilledBase:0.########} of {parent.Order.QuantityBase:0.########} is filled."));
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
