using System.Text.Json;
using NUnit.Framework;
using TradingDaemon.Operations.Alerts;
using TradingDaemon.Operations.Status;
using TradingDaemon.Tests.Operations.Support;

namespace TradingDaemon.Tests.Operations.Status;

public sealed class StatusJsonTests
{
    [Test]
    public void Serialize_EveryDecimal_IsAString()
    {
        using var boards = new Boards();
        boards.Alerts.Raise("k", AlertSeverity.Critical, "t");
        var status = Samples.Status(boards.Clock.GetUtcNow()) with { Alerts = boards.Alerts.Recent };
        var json = JsonSerializer.SerializeToElement(status, StatusJson.Default.DaemonStatus);
        Assert.That(json.GetProperty("equity").GetProperty("amount").GetString(), Is.EqualTo("10123.45"));
        Assert.That(json.GetProperty("unrealized").GetProperty("amount").ValueKind, Is.EqualTo(JsonValueKind.Null));
        Assert.That(json.GetProperty("unrealized").GetProperty("reason").GetString(), Is.EqualTo("no quote for BTC-USD"));
        Assert.That(json.GetProperty("cash").GetProperty("BTC").GetString(), Is.EqualTo("0.000000010000000001"));
        Assert.That(json.GetProperty("cash").GetProperty("USD").GetString(), Is.EqualTo("9000.50"));
        Assert.That(json.GetProperty("positions")[0].GetProperty("averagePriceQuote").GetString(), Is.EqualTo("30000.10"));
        Assert.That(json.GetProperty("openOrders")[0].GetProperty("status").GetString(), Is.EqualTo("unknown"));
        Assert.That(json.GetProperty("openOrders")[0].GetProperty("side").GetString(), Is.EqualTo("sell"));
        Assert.That(json.GetProperty("state").GetString(), Is.EqualTo("running"));
        Assert.That(json.GetProperty("strategies")[1].GetProperty("condition").GetString(), Is.EqualTo("disabled"));
        Assert.That(json.GetProperty("alerts")[0].GetProperty("severity").GetString(), Is.EqualTo("critical"));
        Assert.That(json.GetProperty("uptimeSeconds").GetDouble(), Is.EqualTo(300));
    }

    [Test]
    public void Deserialize_WhatWasWritten_IsTheSame()
    {
        var status = Samples.Status(new StepClock().GetUtcNow());
        var text = JsonSerializer.Serialize(status, StatusJson.Default.DaemonStatus);
        var back = JsonSerializer.Deserialize(text, StatusJson.Default.DaemonStatus)!;
        Assert.That(JsonSerializer.Serialize(back, StatusJson.Default.DaemonStatus), Is.EqualTo(text));
        Assert.That(back.Cash["BTC"], Is.EqualTo(status.Cash["BTC"]));
    }

    [TestCase("\"x\"")]
    [TestCase("\"\"")]
    public void Deserialize_NotADecimal_IsRefused(string value) =>
        Assert.That(() => JsonSerializer.Deserialize($"{{\"at\":\"2026-01-01T00:00:00Z\",\"startedAt\":\"2026-01-01T00:00:00Z\",\"versions\":{{\"daemon\":\"\",\"runtime\":\"\",\"database\":null}},\"fees\":{value}}}", StatusJson.Default.DaemonStatus), Throws.InstanceOf<JsonException>());
}
