using System.Globalization;
using System.Text.Json;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Sandbox;

namespace TradingDaemon.Tests.Venues.Support;

/// <summary>What the exchange itself knows of the account, which shares nothing with what it is held against.</summary>
internal sealed class Ledger
{
    private Ledger(JsonElement account)
    {
        Orders = [.. account.GetProperty("openOrders").EnumerateArray().Concat(account.GetProperty("closedOrders").EnumerateArray()).Select(static one => new Order(
            Text(one, "venueOrderId")!, Text(one, "clientOrderId"), SideOf(one), Number(one, "price"), Enum.Parse<OrderStatus>(Text(one, "status")!, ignoreCase: true), Number(one, "filled") ?? 0m))];
        Executions = [.. account.GetProperty("executions").EnumerateArray().Select(static one => new Execution(
            Text(one, "venueOrderId")!, Text(one, "clientOrderId"), Text(one, "symbol")!, SideOf(one), Number(one, "price")!.Value, Number(one, "quantity")!.Value, Number(one, "fee")!.Value, Text(one, "feeCurrency")!))];
        (Cash, Holdings) = (Amounts(account, "cash"), Amounts(account, "holdings"));
    }

    public IReadOnlyList<Order> Orders { get; }

    /// <summary>In their order.</summary>
    public IReadOnlyList<Execution> Executions { get; }

    /// <summary>By currency, those there is something of.</summary>
    public IReadOnlyDictionary<string, decimal> Cash { get; }

    /// <summary>By symbol, those there is something of.</summary>
    public IReadOnlyDictionary<string, decimal> Holdings { get; }

    public static Ledger Of(SandboxServer server) => new(JsonDocument.Parse(server.State()).RootElement.GetProperty("accounts").GetProperty("demo"));

    private static Dictionary<string, decimal> Amounts(JsonElement of, string name) =>
        of.GetProperty(name).EnumerateObject().Select(static one => (one.Name, Amount: decimal.Parse(one.Value.GetString()!, CultureInfo.InvariantCulture))).Where(static one => one.Amount != 0m).ToDictionary(static one => one.Name, static one => one.Amount);

    private static OrderSide SideOf(JsonElement of) => Text(of, "side") == "buy" ? OrderSide.Buy : OrderSide.Sell;

    private static string? Text(JsonElement of, string name) => of.GetProperty(name).GetString();

    private static decimal? Number(JsonElement of, string name) => Text(of, name) is { } text ? decimal.Parse(text, CultureInfo.InvariantCulture) : null;

    internal sealed record Order(string VenueOrderId, string? ClientOrderId, OrderSide Side, decimal? Price, OrderStatus Status, decimal Filled)
    {
        public bool IsOpen => Status is OrderStatus.Open or OrderStatus.PartiallyFilled;
    }

    internal sealed record Execution(string VenueOrderId, string? ClientOrderId, string Symbol, OrderSide Side, decimal Price, decimal Quantity, decimal Fee, string FeeCurrency);
}
