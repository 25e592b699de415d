using System.Diagnostics;
using System.Text;
using System.Text.Json;
using MobileNetV2.CodeGen.Diagnostics;
using MobileNetV2.CodeGen.Targets;
using MobileNetV2.CodeGen.Tests.Shared;

namespace MobileNetV2.CodeGen.Tests.Targets;

/// <summary>A target file may come from anywhere: nothing that it says reaches a compiler,
/// an emulator or a build file unless it has a known form.</summary>
public class HostileTargetTests
{
    public static TheoryData<string> RefusedFlags =>
    [
        "-B./evil/", "-B", "-wrapper", "-wrapper,./evil", "@file", "-@file", "-fplugin=./evil.so", "-specs=evil.specs",
        "--specs=evil.specs", "-Wl,-plugin,evil.so",
        "-Xlinker", "-Xassembler", "-Wa,@file", "-Wp,-MD,file", "-include", "-include/etc/passwd", "-I.", "-L.", "-lm", "-o", "-ofile",
        "-x", "-E", "-S", "-T", "-Tevil.ld",
        "-Dmemcpy=system", "-DX=1\n\nall: pwn\npwn:\n\ttouch PWNED\n#", "-Umain", "-O2; touch PWNED_SH; echo $(id)", "-Ofast",
        "-ffast-math", "-save-temps", "-dumpdir=x",
        "-fprofile-generate=/tmp/x", "-fdump-tree-all=/tmp/x", "-mcpu=cortex-m4\n", "-mcpu=cortex-m4 -B.", "-mcpu=$(id)", "-mcpu=`id`",
        "-mcpu=cortex-m4;id", "-mcpu=",
        "-mcpu=../../x", "-march=armv7e-m+", "-mthumb\n", "-mfpu=fpv4-sp-d16#", "-mfloat-abi=hard\\", "-mfloat-abi=\u001b[31m",
        "-", "-m", "-mrecip",
        "-march=" + "armv7e-marmv7e-marmv7e-marmv7e-marmv7e-marmv7e-marmv7e-marmv7e-marmv7e-marmv7e-m",
    ];

    [Theory]
    [MemberData(nameof(RefusedFlags))]
    public void A_flag_that_is_of_no_known_form_is_refused_by_name(string flag)
    {
        var outcome = Load($$"""{ "compilerFlags": ["-mthumb", {{JsonSerializer.Serialize(flag)}}] }""");

        var diagnostic = Assert.Single(outcome.Diagnostics);
        Assert.Null(outcome.Value);
        Assert.Equal("MNV4006", diagnostic.Code);
        Assert.Contains(flag.Length <= 60 ? flag : flag[..60], diagnostic.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("-mcpu=cortex-m33+nodsp", "-mthumb", "-mfpu=fpv5-sp-d16", "-mfloat-abi=softfp")]
    [InlineData("-mcpu=cortex-m0.small-multiply", "-march=armv8.1-m.main+mve.fp+fp.dp", "-mtune=cortex-m7", "-mno-unaligned-access")]
    [InlineData("-march=x86-64-v3", "-m64", "-mtune=native", "-fshort-enums")]
    public void Flags_that_choose_an_instruction_set_or_an_abi_are_taken(params string[] flags) =>
        Assert.Equal(flags, Load($$"""{ "compilerFlags": {{JsonSerializer.Serialize(flags)}} }""").Sound().CompilerFlags);

    [Fact]
    public void The_flags_of_every_built_in_target_have_a_known_form() =>
        Assert.All(TargetCatalog.All.SelectMany(t => t.CompilerFlags), f => Assert.True(CompilerFlags.IsKnown(f), f));

    [Theory]
    [InlineData("\"title\": \"\\u001b[31mred\\u001b]0;pwn\\u0007\"")]
    [InlineData("\"title\": \"two\\nlines\"")]
    [InlineData("\"title\": \"one line\\n\"")]
    [InlineData("\"title\": \"turned \\u202e round\"")]
    [InlineData("\"name\": \"evil\\n\"")]
    [InlineData("\"name\": \"../evil\"")]
    [InlineData("\"inherits\": \"cortex-m4\\n\"")]
    [InlineData("\"cmsisNnDefines\": [\"X=1 -Bevil\"]")]
    [InlineData("\"cmsisNnDefines\": [\"X\\n\"]")]
    [InlineData("\"sources\": [{ \"document\": \"d\\r\", \"section\": \"s\" }]")]
    [InlineData("\"regions\": [{ \"name\": \"ram\\n\", \"originAddress\": \"0x0\", \"sizeBytes\": 1, \"holds\": \"arena\" }]")]
    [InlineData("\"regions\": [{ \"name\": \"ram;\", \"originAddress\": \"0x0\", \"sizeBytes\": 1, \"holds\": \"arena\" }]")]
    [InlineData("\"regions\": [{ \"name\": \"ram\", \"originAddress\": \"0x20000000\\n\", \"sizeBytes\": 1, \"holds\": \"arena\" }]")]
    [InlineData("\"regions\": [{ \"name\": \"ram\", \"originAddress\": \"536870912\", \"sizeBytes\": 1, \"holds\": \"arena\" }]")]
    [InlineData("\"regions\": [{ \"name\": \"ram\", \"originAddress\": \"0xG\", \"sizeBytes\": 1, \"holds\": \"arena\" }]")]
    [InlineData("\"regions\": [{ \"name\": \"ram\", \"originAddress\": \"0x\", \"sizeBytes\": 1, \"holds\": \"arena\" }]")]
    [InlineData("\"regions\": [{ \"name\": \"ram\", \"originAddress\": 1, \"sizeBytes\": 1, \"holds\": \"arena\" }]")]
    [InlineData("\"regions\": [{ \"name\": \"ram\", \"originAddress\": \"0x0\", \"sizeBytes\": 1e3, \"holds\": \"arena\" }]")]
    [InlineData("\"regions\": [{ \"name\": \"ram\", \"originAddress\": \"0x0\", \"sizeBytes\": 4294967296, \"holds\": \"arena\" }]")]
    [InlineData("\"regions\": [{ \"name\": \"ram\", \"originAddress\": \"0x0\", \"sizeBytes\": 1e999, \"holds\": \"arena\" }]")]
    [InlineData("\"regions\": [{ \"name\": \"ram\", \"originAddress\": \"0x0\", \"sizeBytes\": -0, \"holds\": \"arena\" }]")]
    [InlineData("\"regions\": [{ \"name\": \"ram\", \"originAddress\": \"0x0\", \"sizeBytes\": 1, \"holds\": \"arena\\n\" }]")]
    [InlineData("\"alignmentBytes\": 16.0")]
    [InlineData("\"alignmentBytes\": \"16\"")]
    public void Text_and_numbers_of_no_known_form_break_the_schema(string property)
    {
        var outcome = Load($$"""{ {{property}} }""");

        Assert.Null(outcome.Value);
        Assert.NotEmpty(outcome.Diagnostics);
        Assert.All(outcome.Diagnostics, d => Assert.Equal("MNV4003", d.Code));
    }

    [Theory]
    [InlineData("mps2-an386,dumpdtb=/tmp/x")]
    [InlineData("mps2-an386\n")]
    [InlineData("-S")]
    public void An_emulated_machine_is_a_name_and_nothing_more(string machine)
    {
        var outcome = Load($$"""
            {
              "regions": [{ "name": "ram", "originAddress": "0x0", "sizeBytes": 65536, "holds": "arena" }],
              "emulator": { "machine": {{JsonSerializer.Serialize(machine)}}, "clockHz": 1, "codeRegion": "ram", "constantsRegion": "ram", "dataRegion": "ram", "arenaRegion": "ram" }
            }
            """);

        Assert.Equal("MNV4003", Assert.Single(outcome.Diagnostics).Code);
    }

    [Theory]
    [InlineData("o")]
    [InlineData("len")]
    [InlineData("origin")]
    public void A_region_is_not_called_like_a_word_of_linker_scripts(string name)
    {
        var outcome = Load($$"""{ "regions": [{ "name": "{{name}}", "originAddress": "0x0", "sizeBytes": 1, "holds": "arena" }] }""");

        Assert.Equal("MNV4004", Assert.Single(outcome.Diagnostics).Code);
    }

    [Fact]
    public void A_very_large_file_is_refused_at_once()
    {
        var outcome = TargetCatalog.Load(Encoding.UTF8.GetBytes("[" + new string(' ', 1 << 18)), "board.json");

        Assert.Equal("MNV4002", Assert.Single(outcome.Diagnostics).Code);
    }

    [Fact]
    public void A_file_of_many_mistakes_takes_no_time()
    {
        var clock = Stopwatch.StartNew();
        var outcome = Load($$"""{ "regions": [{{string.Join(",\n", Enumerable.Repeat("{}", 50_000))}}] }""");

        Assert.All(outcome.Diagnostics, d => Assert.Equal("MNV4003", d.Code));
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(20), $"{clock.Elapsed}");
    }

    /// <summary>A board with the members of <paramref name="json"/>; those that it lacks are harmless.</summary>
    private static Outcome<Target> Load(string json)
    {
        var members = JsonSerializer.Deserialize<Dictionary<string, JsonElement>>("""
            { "name": "board", "title": "T", "inherits": "cortex-m4", "sources": [{ "document": "d", "section": "s" }] }
            """)!;
        foreach (var (name, value) in JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(json)!)
            members[name] = value;
        return TargetCatalog.Load(JsonSerializer.SerializeToUtf8Bytes(members), "board.json");
    }
}
