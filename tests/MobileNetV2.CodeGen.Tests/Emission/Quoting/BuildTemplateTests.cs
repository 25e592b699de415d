using System.Collections;
using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;
using MobileNetV2.CodeGen.Emission;
using MobileNetV2.CodeGen.Emission.BuildSystems;
using MobileNetV2.CodeGen.Emission.Views;
using MobileNetV2.CodeGen.Lowering;
using MobileNetV2.CodeGen.Options;
using MobileNetV2.CodeGen.Templates;
using MobileNetV2.CodeGen.Templates.Quoting;
using Scriban.Runtime;

namespace MobileNetV2.CodeGen.Tests.Emission.Quoting;

/// <summary>Every value that a template of a build system shows is replaced by text that would break out of any of these formats.</summary>
public partial class BuildTemplateTests
{
    public const string Hostile =
        "\n\nall: pwn\r\n\t\"'`;$(touch PWNED)${ENV{HOME}}$<0:x>@X@\\\n#*//*<!-- %s | & > < ) ( ] [ } { ??/ "
            + "\0\u001b]0;x\u0007\u2028\u202e\u00e9: - x\n...";

    public static TheoryData<string> Templates =>
        [.. Enum.GetValues<BuildFormat>().SelectMany(f => BuildFiles.Of(f, "m")).Select(f => f.Template)
            .Where(t => OutputFormat.Of(t).Quote is not null), "sections.ld"];

    [Theory]
    [MemberData(nameof(Templates))]
    public void Hostile_text_in_every_value_stays_a_value(string template)
    {
        foreach (var view in Views())
        {
            var (plain, hostile) = (Render(template, view, ""), Render(template, view, Hostile));

            // Between two marks is a value, and around it is what the template says, whatever the value.
            Assert.Equal(Value().Replace(plain, "@"), Value().Replace(hostile, "@"));
            Assert.All(Value().Matches(hostile), v => Assert.Matches(HarmlessIn(OutputFormat.Of(template)), v.Groups[1].Value));
            Assert.NotEqual(plain, hostile);
            if (OutputFormat.Of(template) == OutputFormat.Json)
                Assert.Contains(Hostile, JsonDocument.Parse(hostile).RootElement.GetProperty("description")
                    .GetString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Text_of_our_own_readers_stays_as_it_is()
    {
        const string Own = "mobilenet_v2 1.0+3a @224: -mcpu=cortex-m4,(x)";
        foreach (var format in new[] { OutputFormat.Kconfig, OutputFormat.Properties, OutputFormat.Json })
            Assert.Equal(Own, format.Quote!(Own));
        Assert.Equal(".bss.mnv2.dtcm", OutputFormat.LinkerScript.Quote!(".bss.mnv2.dtcm"));
        Assert.Equal("-O2 -mcpu=cortex-m4+nofp", OutputFormat.Make.Quote!("-O2 -mcpu=cortex-m4+nofp"));
        Assert.Equal("src/person_detect.c", OutputFormat.CMake.Quote!("src/person_detect.c"));
        Assert.Equal("a 1,505,280", OutputFormat.Yaml.Quote!("a 1,505,280"));
    }

    // \z: to .NET the end of a text is also before its last line break.
    private static Regex HarmlessIn(OutputFormat format) => new(@"\A" + format.Name switch
    {
        "CMake" => @"(?:[A-Za-z0-9_./+:,=-]|\\[ -/:-@\[-`{-~])*",
        "make" => "[A-Za-z0-9 _.,+=/:@-]*",
        "Kconfig" or "properties" => "[A-Za-z0-9 _.,+=/:@()-]*",
        "YAML" => "[A-Za-z0-9 _.,+=/-]*",
        "linker script" => "[A-Za-z0-9_.+-]*",
        "JSON" => @"(?:[^""\\\x00-\x1f]|\\[""\\/bfnrt]|\\u[0-9A-F]{4})*",
        var other => throw new InvalidOperationException(other),
    } + @"\z");

    /// <summary>With CMSIS-NN, sections and constants in a binary file, and without any of them.</summary>
    private static IEnumerable<ModelView> Views()
    {
        var planned = TinyPrograms.InRegions();
        var request = TinyPrograms.InRegions(
            TinyPrograms.Request(planned, WeightsFormat.IncBin)) with
        { Emit = [BuildFormat.Zephyr, BuildFormat.PlatformIO] };
        var view = ModelViewBuilder.Build(planned, EmissionContext.Of(planned, request, []));
        yield return view;
        yield return view with
        {
            Runtime = view.Runtime with { CallsCmsisNn = true },
            Build = view.Build with { ZephyrOptions = ["CMSIS_NN_SOFTMAX"], ZephyrCmsisNnSources = ["Source/PadFunctions/arm_pad_s8.c"] },
        };
        planned = TinyPrograms.ConvolutionAndSum();
        yield return ModelViewBuilder.Build(planned, EmissionContext.Of(planned, TinyPrograms.Request(planned), []));
    }

    private static string Render(string template, ModelView view, string hostile) =>
        TemplateSet.Render(template, new ModelNames($"QQtiny{hostile}ZZ"), Marked(view, hostile)!);

    /// <summary>The same facts with a mark around every text, and <paramref name="hostile"/> at its end.</summary>
    private static object? Marked(object? value, string hostile)
    {
        switch (value)
        {
            case null or bool or int:
                return value;
            case string text:
                return $"QQ{text}{hostile}ZZ";
            case IEnumerable items:
                return new ScriptArray(items.Cast<object>().Select(i => Marked(i, hostile)));
        }

        var members = new ScriptObject();
        foreach (var property in value.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(p => p.GetIndexParameters().Length == 0))
            members[StandardMemberRenamer.Rename(property)] = Marked(property.GetValue(value), hostile);
        return members;
    }

    [GeneratedRegex("QQ(.*?)ZZ", RegexOptions.Singleline)]
    private static partial Regex Value();
}
