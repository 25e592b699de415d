using MobileNetV2.CodeGen.Tests.Shared;

namespace MobileNetV2.CodeGen.Cli.Tests.Browser;

/// <summary>Makes the pictures of README and guides: <c>eng/screenshots.sh</c>. They show a built-in network,
/// never one of somebody else's.</summary>
public sealed class Screenshots(Chromium browser) : IClassFixture<Chromium>
{
    private const string Folder = "docs/images";

    /// <summary>What a page of a repository loads at once; a larger picture shows too much.</summary>
    private const int LargestBytes = 150_000;

    /// <summary>The sharpest that is small enough is taken.</summary>
    private static readonly double[] Scales = [1.5, 1.35, 1.2, 1.1, 1];

    [SkippableFact]
    public async Task Pictures_of_the_report()
    {
        Skip.IfNot(Environment.GetEnvironmentVariable("MNV2_SCREENSHOTS") == "1", "pictures are made by eng/screenshots.sh only");
        using var folder = new TemporaryFolder();
        var model = folder.File("mobilenet_v2_1.0_224.json");
        Make("new", "mobilenet_v2", "--width", "1.0", "--resolution", "224", "--output", model);
        foreach (var (name, options) in new[] { ("layers", "layers"), ("stream", "stream"), ("rows", "stream --input-mode rows") })
        {
            var plan = Make(["plan", model, "--target", "cortex-m7", "--json", "--html", folder.File(name + ".html"), "--schedule",
                .. options.Split(' ')]);
            File.WriteAllText(folder.File(name + ".json"), plan);
        }

        Make("compare", folder.File("layers.json"), folder.File("stream.json"), "--html", folder.File("compare.html"));

        await using (var page = await browser.OpenAsync(folder.File("stream.html"), 1000))
        {
            await page.WaitAsync("document.querySelectorAll('#memory .buffer').length > 20");
            await page.ClickAsync("#memory .buffer.linebuffer");
            await page.PointAsync("h1");
            await SaveAsync(page, "memory-map.png", "#memory", 8);
            await SaveAsync(page, "frontier.png", "#frontier", 8);
            await SaveAsync(page, "network.png", "#network", 8);
        }

        await using (var page = await browser.OpenAsync(folder.File("compare.html"), 1000))
        {
            await page.WaitAsync("document.querySelectorAll('#memory svg').length === 2");
            await page.EvaluateAsync("document.querySelectorAll('#memory .detail').forEach(d => d.remove())");
            await SaveAsync(page, "layers-and-stream.png", "#memory", 8);
        }

        await using (var page = await browser.OpenAsync(folder.File("rows.html"), 1000))
        {
            await page.WaitAsync("document.querySelectorAll('#memory .buffer').length > 20");
            await page.EvaluateAsync("document.querySelectorAll('#memory .detail').forEach(d => d.remove())");
            await SaveAsync(page, "rows.png", "#memory", 8);
        }

        await using (var page = await browser.OpenAsync(folder.File("stream.html"), 1000, isDark: true))
        {
            await page.WaitAsync("document.querySelectorAll('#memory .buffer').length > 20");
            await page.EvaluateAsync(
                "document.querySelectorAll('main .stack, main > section:not(#memory), #memory .note, #memory .detail').forEach(s => "
                    + "s.remove())");
            await SaveAsync(page, "report-dark.png", "body", 0);
        }

        await using (var page = await browser.OpenAsync(folder.File("stream.html"), 360, 740))
        {
            await page.WaitAsync("document.querySelectorAll('#memory .buffer').length > 20");
            await page.EvaluateAsync(
                "document.querySelectorAll('main .stack, main > section:not(#memory), #memory .note, #memory .detail').forEach(s => "
                    + "s.remove())");
            await SaveAsync(page, "report-phone.png", "body", 0);
        }
    }

    private static async Task SaveAsync(BrowserPage page, string name, string selector, int margin)
    {
        Assert.Empty(page.Complaints);
        byte[] picture = [];
        foreach (var scale in Scales)
        {
            picture = await page.ScreenshotAsync(selector, scale, margin);
            if (picture.Length <= LargestBytes)
                break;
        }

        Assert.InRange(picture.Length, 1, LargestBytes);
        var path = Path.Combine(Golden.FromCheckout(Folder), name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        await File.WriteAllBytesAsync(path, picture);
    }

    private static string Make(params string[] command)
    {
        var made = CliResult.Of(command);
        Assert.True(made.ExitCode == 0, made.Error);
        return made.Out;
    }
}
