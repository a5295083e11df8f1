using System.CommandLine;
using TradingDaemon.Cli.Context;
using TradingDaemon.Keyring;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.Measures;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Venues.Decoding;

namespace TradingDaemon.Cli;

/// <summary><c>venue request</c>: what would be sent, and nothing is.</summary>
internal sealed class VenueRequestVerb(Surroundings surroundings)
{
    private const string Description =
        "Prints exactly what the adapter would send for a call, signed with the key that is found in the environment, .env or user secrets, and sends nothing. E.g. venue request kraken place --symbol BTC/USD " +
        "--side buy --type limit --quantity 1.25 --price 37500 --nonce 1616492376594.";

    private readonly Argument<string> _venue = new("venue") { Description = "Which venue." };
    private readonly Argument<string> _call = new("call") { Description = "Which call." };
    private readonly Option<string?> _symbol = new("--symbol") { Description = "Canonical symbol, e.g. BTC/USD.", HelpName = "symbol" };
    private readonly Option<string?> _side = new("--side") { Description = "Buy or sell.", HelpName = "buy|sell" };
    private readonly Option<string?> _type = new("--type") { Description = "Kind of order.", HelpName = "market|limit|stop" };
    private readonly Option<decimal?> _quantity = new("--quantity") { Description = "How much, in base.", HelpName = "number" };
    private readonly Option<decimal?> _price = new("--price") { Description = "Limit price; of a stop, its trigger; of a market order, the price it is decided at.", HelpName = "number" };
    private readonly Option<string?> _timeInForce = new("--time-in-force", "--tif") { Description = "How long a limit order lives.", HelpName = "gtc|ioc|fok|day" };
    private readonly Option<bool> _postOnly = new("--post-only") { Description = "Refused rather than let take." };
    private readonly Option<string?> _clientOrderId = new("--client-order-id") { Description = "Our id of the order.", HelpName = "id" };
    private readonly Option<string?> _venueOrderId = new("--venue-order-id") { Description = "The venue's id of the order.", HelpName = "id" };
    private readonly Option<long?> _nonce = new("--nonce") { Description = "The number to sign with; without it, milliseconds since 1970.", HelpName = "number" };
    private readonly Option<DateTimeOffset?> _time = new("--time") { Description = "The time to sign with, e.g. 2026-01-31T12:00:00Z; without it, now.", HelpName = "time", CustomParser = Moments.OfOption };
    private readonly Option<DateTimeOffset?> _since = new("--since") { Description = "From when on fills are asked for; without it, from the time it is signed with, as a daemon that begins then.", HelpName = "time", CustomParser = Moments.OfOption };
    private readonly Option<bool> _books = new("--books") { Description = "Subscribes to books too, as feed:watch:books does." };
    private readonly Option<string?> _world = new("--world") { Description = "Which of the venue's worlds, e.g. testnet; without it, the real one.", HelpName = "name" };
    private readonly Option<bool> _json = new("--json") { Description = "One JSON object a request." };

    /// <summary>The verb.</summary>
    public Command Build()
    {
        _venue.AcceptOnlyFromAmong([.. RequestPreview.Venues]);
        _call.AcceptOnlyFromAmong([.. RequestPreview.Calls]);
        _side.AcceptOnlyFromAmong("buy", "sell");
        _type.AcceptOnlyFromAmong("market", "limit", "stop");
        _timeInForce.AcceptOnlyFromAmong("gtc", "ioc", "fok", "day");
        var command = new Command("request", Description) { _venue, _call, _symbol, _side, _type, _quantity, _price, _timeInForce, _postOnly, _clientOrderId, _venueOrderId, _since, _books, _nonce, _time, _world, _json };
        command.SetAction(InvokeAsync);
        return command;
    }

    private async Task<int> InvokeAsync(ParseResult result, CancellationToken stopping)
    {
        var (venue, call) = (result.GetValue(_venue)!, result.GetValue(_call)!);
        var order = Read(result);
        if (order.Symbol is { } symbol && SymbolSyntax.Classify(symbol) is null) return await surroundings.RefuseAsync($"'{symbol}' is no symbol: a pair such as BTC/USD, a share such as AAPL, or an option such as AAPL250117C00150000", ExitCode.Misused);
        if (Missing(call, order) is { } missing) return await surroundings.RefuseAsync($"{call} needs {missing}", ExitCode.Misused);
        var world = result.GetValue(_world);
        var isPractice = world is not (null or "live");
        var found = Keys(venue, isPractice);
        foreach (var warning in found.Warnings) await surroundings.Error.WriteLineAsync($"warning: {warning}");
        if (found.Credentials is not { } credentials)
            return await surroundings.RefuseAsync($"there are no credentials of {venue}: set {string.Join(" or ", VenueKeys.NamesOf(venue, isPractice).Select(static names => $"{names.Key} and {names.Secret}"))}", ExitCode.Misused);
        try
        {
            var shown = await RequestPreview.ShowAsync(venue, call, order, credentials, result.GetValue(_json), world, stopping);
            await surroundings.Output.WriteAsync(shown.AsMemory(), stopping);
            return ExitCode.Done;
        }
        catch (Exception refused) when (refused is NotSupportedException or FormatException)
        {
            return await surroundings.RefuseAsync(refused.Message, ExitCode.Failed);
        }
    }

    // A key for play money signs as well as another, and the other way round: nothing is sent.
    private VenueKeysFound Keys(string venue, bool isPractice)
    {
        var keys = surroundings.VenueKeys;
        return keys.Find(venue, isPractice) is { Credentials: not null } found ? found : keys.Find(venue, !isPractice);
    }

    private RequestedOrder Read(ParseResult result)
    {
        var time = result.GetValue(_time) ?? surroundings.Clock.GetUtcNow();
        return new RequestedOrder
        {
            Symbol = result.GetValue(_symbol), Side = result.GetValue(_side) switch { "buy" => OrderSide.Buy, "sell" => OrderSide.Sell, _ => null }, Terms = Terms(result),
            ClientOrderId = result.GetValue(_clientOrderId), VenueOrderId = result.GetValue(_venueOrderId), Nonce = result.GetValue(_nonce) ?? time.ToUnixTimeMilliseconds(), Time = time,
            PriceQuote = result.GetValue(_price), Since = result.GetValue(_since), WithBooks = result.GetValue(_books),
        };
    }

    private OrderTerms? Terms(ParseResult result)
    {
        if (Quantity.TryFrom(result.GetValue(_quantity) ?? 0m) is not { } quantity) return null;
        var price = Price.TryFrom(result.GetValue(_price) ?? 0m);
        return (result.GetValue(_type), price) switch
        {
            ("market", _) => new OrderTerms.Market(quantity),
            ("limit", { } limit) => new OrderTerms.Limit(quantity, limit, Lives(result.GetValue(_timeInForce)), result.GetValue(_postOnly)),
            ("stop", { } trigger) => new OrderTerms.Stop(quantity, trigger),
            _ => null,
        };
    }

    private static TimeInForce Lives(string? word) => word switch { "ioc" => TimeInForce.ImmediateOrCancel, "fok" => TimeInForce.FillOrKill, "day" => TimeInForce.Day, _ => TimeInForce.GoodTilCancelled };

    private static string? Missing(string call, RequestedOrder order) => call switch
    {
        "place" when order.Symbol is null => "--symbol",
        "place" when order.Side is null => "--side",
        "place" when order.Terms is null => "--type and a --quantity above zero, and of a limit or stop order a --price above zero",
        "cancel" or "query" when order.ClientOrderId is null && order.VenueOrderId is null => "--venue-order-id or --client-order-id",
        "subscribe" when order.Symbol is null => "--symbol",
        _ => null,
    };
}
