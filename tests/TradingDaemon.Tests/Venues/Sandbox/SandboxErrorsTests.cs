using System.Net;
using System.Text;
using NUnit.Framework;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Venues.Live.Lines;
using TradingDaemon.Venues.Sandbox;

namespace TradingDaemon.Tests.Venues.Sandbox;

public sealed class SandboxErrorsTests
{
    private const string Named = """{"error": {"code": "NO_LIQUIDITY", "message": "Nothing to take."}}""";
    private const string NotInTheTable = """{"error": {"code": "NEWLY_INVENTED", "message": "Who knows."}}""";

    /// <summary>Bug: a 4xx that was in no table, or came from a proxy in its own words, counted as the venue's no and ended an order that may have been working.</summary>
    [Test]
    public void Read_ARefusalNobodyMapped_LeavesOpenWhatHappened([Values(400, 404, 405, 409, 413, 422, 451)] int status, [Values("", "<html>Bad Request</html>", "{}", NotInTheTable)] string body) =>
        Assert.That(Read(status, body).Kind, Is.EqualTo(VenueFaultKind.OutcomeUnknown));

    [TestCase(400, Named, VenueFaultKind.Rejected)]
    [TestCase(401, "", VenueFaultKind.Authentication)]
    [TestCase(403, NotInTheTable, VenueFaultKind.Authentication)]
    [TestCase(408, Named, VenueFaultKind.OutcomeUnknown)]
    [TestCase(429, "", VenueFaultKind.RateLimited)]
    [TestCase(503, Named, VenueFaultKind.OutcomeUnknown)]
    public void Read_WhatIsMapped_IsWhatTheVenueSays(int status, string body, VenueFaultKind expected) => Assert.That(Read(status, body).Kind, Is.EqualTo(expected));

    [Test]
    public void Read_ACodeNobodyMapped_IsKeptForWhoeverReadsTheLog() => Assert.That((Read(422, NotInTheTable).Code, Read(422, "").Code), Is.EqualTo(("NEWLY_INVENTED", "422")));

    private static VenueFault Read(int status, string body) => SandboxErrors.Read(new LineReply((HttpStatusCode)status, Encoding.UTF8.GetBytes(body), null));
}
