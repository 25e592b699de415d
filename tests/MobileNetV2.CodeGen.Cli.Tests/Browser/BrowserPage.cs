using System.Text.Json.Nodes;

namespace MobileNetV2.CodeGen.Cli.Tests.Browser;

/// <summary>A tab that shows a file: looks, points, clicks and types as a person does.</summary>
internal sealed class BrowserPage : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly DevTools _tools;
    private readonly string _target;
    private readonly string _session;

    private BrowserPage(DevTools tools, string target, string session)
    {
        _tools = tools;
        _target = target;
        _session = session;
    }

    /// <summary>Errors and warnings of the console, and exceptions.</summary>
    public IReadOnlyList<string> Complaints =>
    [
        .. _tools.Events
            .Where(e => Method(e) is "Runtime.exceptionThrown" or "Log.entryAdded"
                || (Method(e) == "Runtime.consoleAPICalled" && (string?)e["params"]!["type"] is "error" or "warning" or "assert"))
            .Select(e => e["params"]!.ToJsonString()),
    ];

    /// <summary>Addresses asked for besides the page itself.</summary>
    public IReadOnlyList<string> Requests =>
        [.. _tools.Events.Where(e => Method(e) == "Network.requestWillBeSent")
            .Select(e => (string)e["params"]!["request"]!["url"]!).Skip(1)];

    public static async Task<BrowserPage> OpenAsync(Uri endpoint, Uri file, int width, int height, bool isDark)
    {
        var tools = await DevTools.ConnectAsync(endpoint);
        var target = (string)(await tools.SendAsync("Target.createTarget", new() { ["url"] = "about:blank" }))["targetId"]!;
        var session =
            (string)(await tools.SendAsync("Target.attachToTarget", new() { ["targetId"] = target, ["flatten"] = true }))["sessionId"]!;
        var page = new BrowserPage(tools, target, session);
        foreach (var domain in new[] { "Page", "Runtime", "Log", "Network" })
            await page.SendAsync($"{domain}.enable");
        await page.SendAsync("Emulation.setDeviceMetricsOverride", new()
        {
            ["width"] = width,
            ["height"] = height,
            ["deviceScaleFactor"] = 1,
            ["mobile"] = false
        });
        await page.SendAsync("Emulation.setEmulatedMedia", new()
        {
            ["features"] = new JsonArray(new JsonObject { ["name"] = "prefers-color-scheme", ["value"] = isDark ? "dark" : "light" }),
        });
        await page.SendAsync("Page.navigate", new() { ["url"] = file.AbsoluteUri });
        await page.WaitAsync("document.readyState === 'complete' && document.querySelector('main section') !== null");
        return page;
    }

    /// <summary>The value of a JavaScript expression; null for undefined.</summary>
    public async Task<JsonNode?> EvaluateAsync(string expression)
    {
        var answer =
            await SendAsync("Runtime.evaluate", new() { ["expression"] = expression, ["returnByValue"] = true, ["awaitPromise"] = true });
        return answer["exceptionDetails"] is { } thrown
            ? throw new InvalidOperationException($"{expression}: {thrown.ToJsonString()}")
            : answer["result"]!["value"];
    }

    public async Task<string> TextAsync(string selector) =>
        (string)(await EvaluateAsync($"document.querySelector({Quoted(selector)}).textContent"))!;

    public async Task<int> CountAsync(string selector) =>
        (int)(await EvaluateAsync($"document.querySelectorAll({Quoted(selector)}).length"))!;

    /// <summary>Waits until <paramref name="condition"/> holds: layout and observers take a frame or two.</summary>
    public async Task WaitAsync(string condition)
    {
        var until = DateTime.UtcNow + Patience;
        while (!(bool)(await EvaluateAsync($"!!({condition})"))!)
        {
            Assert.True(DateTime.UtcNow < until, $"still not true: {condition}");
            await Task.Delay(20);
        }
    }

    /// <summary>Moves the pointer over the middle of an element.</summary>
    public async Task PointAsync(string selector)
    {
        var (x, y) = await MiddleAsync(selector);
        await MouseAsync("mouseMoved", x, y, 0);
    }

    public async Task ClickAsync(string selector)
    {
        var (x, y) = await MiddleAsync(selector);
        await MouseAsync("mouseMoved", x, y, 0);
        await MouseAsync("mousePressed", x, y, 1);
        await MouseAsync("mouseReleased", x, y, 1);
    }

    public async Task TypeAsync(string selector, string text)
    {
        await EvaluateAsync($"document.querySelector({Quoted(selector)}).focus()");
        await SendAsync("Input.insertText", new() { ["text"] = text });
    }

    public async Task PressAsync(string key) => await SendAsync("Input.dispatchKeyEvent", new() { ["type"] = "keyDown", ["key"] = key });

    /// <summary>A picture of an element and a margin around it, as PNG.</summary>
    /// <param name="scale">Pixels of the picture for each of the page.</param>
    public async Task<byte[]> ScreenshotAsync(string selector, double scale, int margin = 0)
    {
        var box = (await EvaluateAsync(
            $"(() => {{ scrollTo(0, 0); const b = document.querySelector({Quoted(selector)}).getBoundingClientRect();"
            + $" const m = {margin}; return {{ x: b.x - m, y: b.y - m, width: b.width + 2 * m, height: b.height + 2 * m }}; "
            + $"}})()"))!.DeepClone().AsObject();
        box["scale"] = scale;
        var answer =
            await SendAsync("Page.captureScreenshot", new() { ["format"] = "png", ["captureBeyondViewport"] = true, ["clip"] = box });
        return Convert.FromBase64String((string)answer["data"]!);
    }

    public async ValueTask DisposeAsync()
    {
        await _tools.SendAsync("Target.closeTarget", new() { ["targetId"] = _target });
        await _tools.DisposeAsync();
    }

    /// <summary>The middle of an element, once it stands still and nothing lies over it:
    /// charts above it are drawn a while after the page has loaded.</summary>
    private async Task<(double X, double Y)> MiddleAsync(string selector)
    {
        var find =
            $"(() => {{ const e = document.querySelector({Quoted(selector)}); e.scrollIntoView({{ block: 'center', inline: 'center', "
                + $"behavior: 'instant' }});"
            + " const b = e.getBoundingClientRect(), x = b.x + b.width / 2, y = b.y + b.height / 2, top = document.elementFromPoint(x, y);"
            + " return [x, y, top !== null && (e.contains(top) || top.contains(e))]; })()";
        var until = DateTime.UtcNow + Patience;
        var last = (X: double.NaN, Y: double.NaN);
        while (true)
        {
            var found = await EvaluateAsync(find);
            var middle = (X: (double)found![0]!, Y: (double)found[1]!);
            if (middle == last && (bool)found[2]!)
                return middle;
            Assert.True(DateTime.UtcNow < until, $"still moving or covered: {selector}");
            last = middle;
            await Task.Delay(50);
        }
    }

    private Task<JsonObject> MouseAsync(string type, double x, double y, int clicks) => SendAsync("Input.dispatchMouseEvent", new()
    {
        ["type"] = type,
        ["x"] = x,
        ["y"] = y,
        ["button"] = clicks > 0 ? "left" : "none",
        ["clickCount"] = clicks,
    });

    private Task<JsonObject> SendAsync(string method, JsonObject? parameters = null) => _tools.SendAsync(method, parameters, _session);

    private static string? Method(JsonObject message) => (string?)message["method"];

    private static string Quoted(string text) => JsonValue.Create(text).ToJsonString();
}
