using MobileNetV2.CodeGen.Tests.Shared;

namespace MobileNetV2.CodeGen.Cli.Tests.Browser;

/// <summary>The report in a real browser.</summary>
public sealed class ReportPageTests(ReportPages pages) : IClassFixture<ReportPages>
{
    [SkippableFact]
    public async Task All_parts_are_drawn_without_complaint_or_request()
    {
        await using var page = await pages.OpenStreamAsync();

        Assert.Equal(["memory", "peak", "frontier", "steps", "network"], await IdsAsync(page));
        await page.WaitAsync("document.querySelectorAll('#memory .buffer').length > 20");
        Assert.True(await page.CountAsync("#memory .buffer.linebuffer") > 0);
        Assert.True(await page.CountAsync("#memory .shared") > 0);
        Assert.True(await page.CountAsync("#frontier .point") > 1);
        Assert.Equal(1, await page.CountAsync("#frontier .chosen"));
        Assert.True(await page.CountAsync("#network .node") >= 66);
        Assert.Empty(page.Complaints);
        Assert.Empty(page.Requests);
    }

    [SkippableFact]
    public async Task The_error_of_each_step_stands_beside_ram_and_cost()
    {
        await using var page = await pages.OpenAsync("error", 1280, 900);

        await page.WaitAsync("document.querySelector('#steps tr.step') !== null");
        Assert.Contains("SQNR dB", await page.TextAsync("#steps thead"), StringComparison.Ordinal);
        Assert.Contains("RAM live", await page.TextAsync("#steps thead"), StringComparison.Ordinal);
        Assert.Matches(@"^\d+\.\d", await page.TextAsync("#steps tr.step td:last-child"));
        Assert.Contains("same class", await page.TextAsync("#steps .note"), StringComparison.Ordinal);
        Assert.Empty(page.Complaints);
    }

    [SkippableFact]
    public async Task A_buffer_explains_itself_and_keeps_the_explanation_when_clicked()
    {
        await using var page = await pages.OpenStreamAsync();
        const string Input = "#memory .buffer.input";

        // The middle may be under another buffer: the upper edge of the input is its own.
        await page.EvaluateAsync($"document.querySelector('{Input}').setAttribute('id', 'target')");
        await page.PointAsync("#target");
        await page.WaitAsync("!document.getElementById('tooltip').hidden");
        Assert.Contains("bytes", await page.TextAsync("#tooltip"), StringComparison.Ordinal);

        await page.ClickAsync("#target");
        await page.WaitAsync("document.querySelector('#memory .detail dl') !== null");
        Assert.Contains("live", await page.TextAsync("#memory .detail"), StringComparison.Ordinal);
        Assert.Equal(1, await page.CountAsync("#memory .buffer.pinned"));
        Assert.Empty(page.Complaints);
    }

    [SkippableFact]
    public async Task A_buffer_can_be_kept_with_the_keyboard()
    {
        await using var page = await pages.OpenStreamAsync();
        await page.WaitAsync("document.querySelector('#memory .buffer.output') !== null");

        await page.EvaluateAsync("document.querySelector('#memory .buffer.output').focus()");
        await page.PressAsync("Enter");

        await page.WaitAsync("document.querySelector('#memory .buffer.output').classList.contains('pinned')");
    }

    [SkippableFact]
    public async Task Arrows_go_from_buffer_to_buffer()
    {
        await using var page = await pages.OpenStreamAsync();
        await page.WaitAsync("document.querySelectorAll('#memory .buffer').length > 20");
        Assert.Equal(1, await page.CountAsync("#memory .buffer[tabindex='0']"));

        await page.EvaluateAsync("document.querySelector('#memory .buffer[tabindex=\"0\"]').focus()");
        var first = (string?)await page.EvaluateAsync("document.activeElement.dataset.buffer");
        await page.PressAsync("ArrowRight");

        await page.WaitAsync($"document.activeElement.matches('.buffer') && document.activeElement.dataset.buffer !== '{first}'");
        await page.WaitAsync("!document.getElementById('tooltip').hidden");
        Assert.Equal(1, await page.CountAsync("#memory .buffer[tabindex='0']"));
    }

    [SkippableFact]
    public async Task Steps_sort_by_number_and_back()
    {
        await using var page = await pages.OpenStreamAsync();
        const string Live =
            "[...document.querySelectorAll('#steps tr.step')].map(r => Number(r.querySelector('[data-label=\"RAM "
                + "live\"]').textContent.replaceAll(',', '')))";
        const string Head = "#steps thead th:nth-child(7)";

        await page.ClickAsync($"{Head} button");
        await page.WaitAsync($"(l => l.every((v, i) => i === 0 || l[i - 1] >= v))({Live})");
        Assert.Equal("descending", (string?)await page.EvaluateAsync($"document.querySelector('{Head}').getAttribute('aria-sort')"));

        await page.ClickAsync($"{Head} button");
        await page.WaitAsync($"(l => l.every((v, i) => i === 0 || l[i - 1] <= v))({Live})");
        Assert.Empty(page.Complaints);
    }

    [SkippableFact]
    public async Task Steps_filter_and_streams_open()
    {
        await using var page = await pages.OpenStreamAsync();
        const string Visible = "[...document.querySelectorAll('#steps tr.step')].filter(r => !r.hidden)";
        const string Parts = "[...document.querySelectorAll('#steps tr.part')].filter(r => !r.hidden)";

        await page.ClickAsync("#steps .toggle");
        await page.WaitAsync($"{Parts}.length > 1");
        await page.TypeAsync("#steps input", "block_2/add");

        await page.WaitAsync($"{Visible}.length === 1 && {Parts}.length === 0");
        Assert.StartsWith("1 of ", await page.TextAsync("#steps .count"), StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task A_step_chosen_in_the_table_is_marked_in_the_map()
    {
        await using var page = await pages.OpenStreamAsync();

        await page.ClickAsync("#steps tr.step[data-step='4'] td:first-child");

        await page.WaitAsync("document.querySelector('#memory .column.selected')?.dataset.step === '4'");
        Assert.Contains("step 4", await page.TextAsync("#memory .detail"), StringComparison.Ordinal);
        Assert.True(await page.CountAsync("#network .node.instep") > 0);
    }

    [SkippableFact]
    public async Task An_operator_chosen_in_the_network_marks_its_step_in_table_and_map()
    {
        await using var page = await pages.OpenStreamAsync();
        await page.WaitAsync("document.querySelectorAll('#network .node').length > 60");

        await page.ClickAsync("#network .node[data-operator='1']");

        await page.WaitAsync("document.querySelector('#memory .column.selected')?.dataset.step === '0'");
        Assert.Equal("0", (string?)await page.EvaluateAsync("document.querySelector('#steps tr.selected').dataset.step"));
    }

    [SkippableFact]
    public async Task A_point_of_the_frontier_and_its_row_are_shown_together()
    {
        await using var page = await pages.OpenStreamAsync();
        await page.WaitAsync("document.querySelector('#frontier .point') !== null");
        Assert.Equal(await page.CountAsync("#frontier .point"), await page.CountAsync("#frontier tbody tr"));

        await page.PointAsync("#frontier tbody tr:nth-child(2)");

        await page.WaitAsync("document.querySelector('#frontier .point.near')?.dataset.alternative === '1'");
    }

    [SkippableFact]
    public async Task Streams_of_the_network_fold_and_operators_explain_themselves()
    {
        await using var page = await pages.OpenStreamAsync();
        await page.WaitAsync("document.querySelectorAll('#network .node').length > 60");
        var all = await page.CountAsync("#network .node");

        await page.ClickAsync("#network .node[data-operator='1']");
        await page.WaitAsync("document.querySelector('#network .detail dl') !== null");
        Assert.Contains("DEPTHWISE_CONV_2D", await page.TextAsync("#network .detail"), StringComparison.Ordinal);

        await page.ClickAsync("#network .tools button");
        await page.WaitAsync($"document.querySelectorAll('#network .node').length < {all}");
        Assert.Empty(page.Complaints);
    }

    [SkippableTheory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_theme_follows_the_system_until_the_user_decides(bool isDark)
    {
        await using var page = await pages.OpenStreamAsync(isDark: isDark);

        Assert.Equal(isDark, await IsDarkAsync(page));
        await page.ClickAsync("#theme");
        Assert.False(await IsDarkAsync(page));
        await page.ClickAsync("#theme");
        Assert.True(await IsDarkAsync(page));
    }

    [SkippableTheory]
    [InlineData("layers", 360)]
    [InlineData("stream", 360)]
    [InlineData("rows", 360)]
    [InlineData("regions", 360)]
    [InlineData("compare", 360)]
    [InlineData("layers", 1280)]
    [InlineData("stream", 1280)]
    [InlineData("rows", 1280)]
    [InlineData("regions", 1280)]
    [InlineData("compare", 1280)]
    public async Task Nothing_is_wider_than_the_screen_and_no_text_covers_another(string name, int width)
    {
        await using var page = await pages.OpenAsync(name, width, 800);

        await page.WaitAsync("document.querySelector('#memory svg') !== null && document.querySelector('#frontier svg') !== null");
        Assert.InRange((int)(await page.EvaluateAsync("document.documentElement.scrollWidth"))!, width - 20, width);
        Assert.InRange((int)(await page.EvaluateAsync("document.querySelector('#frontier svg').getBoundingClientRect().right"))!,
            200, width);
        Assert.Equal("", (string?)await page.EvaluateAsync(CoveredTexts));
        Assert.Empty(page.Complaints);
        Assert.Empty(page.Requests);
    }

    [SkippableFact]
    public async Task Long_names_of_converters_are_shown_by_what_tells_them_apart()
    {
        await using var page = await pages.OpenStreamAsync();

        var shown = (string?)await page.EvaluateAsync("""
            (nameOf => ['Net/block_1/expand/Relu6;Part/Net/block_1/bn;Net/x', 'Net/block_2/add', 'tfl.quantize', 'Net/top', 'other/block_1/expand'].map(nameOf).join(' '))
              (shortNames({ operators: ['Net/block_1/expand/Relu6;Part/Net/block_1/bn;Net/x', 'Net/block_2/add', 'Net/top', 'tfl.quantize'].map(name => ({ name })) }))
            """);

        Assert.Equal("block_1/expand/Relu6 block_2/add tfl.quantize top other/block_1/expand", shown);
    }

    [SkippableFact]
    public async Task Every_arena_has_its_map_and_its_peak()
    {
        await using var page = await pages.OpenAsync("regions", 1280, 900);

        await page.WaitAsync("document.querySelectorAll('#memory svg').length === 2");
        Assert.Equal(2, await page.CountAsync("#memory .peakmark"));
        Assert.Equal(2, await page.CountAsync("#page > .cards .card:first-child .meter"));
    }

    [SkippableFact]
    public async Task Two_plans_stand_side_by_side()
    {
        await using var page = await pages.OpenComparisonAsync();

        await page.WaitAsync("document.querySelectorAll('#memory svg').length === 2");
        Assert.True(
            (bool)(await page.EvaluateAsync(
                "(b => b[0].y === b[1].y && b[0].right < b[1].x)([...document.querySelectorAll('#memory svg')].map(s => "
                    + "s.getBoundingClientRect()))"))!);
        // The same scale: the lines of equal addresses are at equal heights.
        Assert.True(
            (bool)(await page.EvaluateAsync(
                "(y => y[0] === y[1])"
                + "([...document.querySelectorAll('#memory svg')].map(s => s.querySelector('.axis').getAttribute('y1')))"))!);
        Assert.Contains("schedule layers", await page.TextAsync("#figures thead"), StringComparison.Ordinal);
        Assert.True(await page.CountAsync("#operators tbody tr") > 1);
        Assert.Equal(2, await page.CountAsync("#frontier .chosen"));
        Assert.Empty(page.Complaints);
        Assert.Empty(page.Requests);
    }

    [SkippableFact]
    public async Task Hostile_names_are_only_text()
    {
        using var folder = new TemporaryFolder();
        var plan = File.ReadAllText(pages.LayersJson)
            .Replace("block_1/expand", "<img src=x onerror=alert(1)></script><script>document.title='broken'</script>",
                StringComparison.Ordinal);
        var changed = folder.Write("hostile.json", plan);
        Assert.Equal(0, CliResult.Of("compare", changed, pages.LayersJson, "--html", folder.File("hostile.html")).ExitCode);

        await using var page = await pages.OpenFileAsync(folder.File("hostile.html"));

        Assert.NotEqual("broken", (string?)await page.EvaluateAsync("document.title"));
        Assert.Equal(0, await page.CountAsync("img"));
        Assert.Contains("<img src=x", await page.TextAsync("#operators"), StringComparison.Ordinal);
        Assert.Empty(page.Complaints);
    }

    // Texts of pictures that stand over each other or leave their picture.
    private const string CoveredTexts = """
        [...document.querySelectorAll('main svg')].flatMap(svg => {
          const frame = svg.getBoundingClientRect();
          const texts = [...svg.querySelectorAll('text')].filter(t => t.textContent).map(t => [t.textContent, t.getBoundingClientRect()]);
          const cover = (a, b) => a.left + 1 < b.right && b.left + 1 < a.right && a.top + 3 < b.bottom && b.top + 3 < a.bottom;
          return texts.flatMap(([text, box], i) => [
            ...(box.left < frame.left - 1 || box.right > frame.right + 1 ? [`outside: ${text}`] : []),
            ...texts.slice(i + 1).filter(([, other]) => cover(box, other)).map(([other]) => `${text} / ${other}`),
          ]);
        }).join('; ')
        """;

    private static async Task<bool> IsDarkAsync(BrowserPage page) =>
        (bool)(await page.EvaluateAsync(
            "(c => Number(c[0]) + Number(c[1]) + Number(c[2]) < 384)(getComputedStyle(document.body).backgroundColor.match(/\\d+/g))"))!;

    private static async Task<string[]> IdsAsync(BrowserPage page) =>
        ((string)(await page.EvaluateAsync("[...document.querySelectorAll('main section')].map(s => s.id).join(' ')"))!).Split(' ');
}
