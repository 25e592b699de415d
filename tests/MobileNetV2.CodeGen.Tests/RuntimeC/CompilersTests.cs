using MobileNetV2.CodeGen.Emission;
using MobileNetV2.CodeGen.Options;
using MobileNetV2.CodeGen.Targets;
using MobileNetV2.CodeGen.Tests.Shared;

namespace MobileNetV2.CodeGen.Tests.RuntimeC;

/// <summary>Compilers for Cortex-M other than gcc: the whole runtime and a generated network, with warnings as errors.</summary>
public class CompilersTests
{
    [SkippableTheory]
    [InlineData("cortex-m0plus", "soft")]
    [InlineData("cortex-m4", "soft")]
    [InlineData("cortex-m55", "hard")]
    public void Clang_builds_everything_for_a_core(string core, string floats)
    {
        using var folder = Everything(core);
        Tool.Run(folder.FullPath, "clang", [.. Flags(folder, core, floats), .. Tool.StrictC11, "-O1", "-c", .. Sources(folder)]);
    }

    /// <summary>As IAR, which is not at hand, says that it is: no assembly is left, and C takes its place.</summary>
    [SkippableTheory]
    [InlineData("cortex-m4", "soft")]
    [InlineData("cortex-m55", "hard")]
    public void Without_gnu_assembly_there_is_c(string core, string floats)
    {
        using var folder = Everything(core);
        string[] flags = [.. Flags(folder, core, floats), "-D__ICCARM__=9050001"];

        Tool.Run(folder.FullPath, "clang", [.. flags, .. Tool.StrictC11, "-Wno-unknown-pragmas", "-fsyntax-only", .. Sources(folder)]);

        var preprocessed = Tool.Run(folder.FullPath, "clang", [.. flags, "-E", "-P", .. Sources(folder)]);
        Assert.DoesNotContain("__asm__(\"", preprocessed, StringComparison.Ordinal);
    }

    private static TemporaryFolder Everything(string core)
    {
        Tool.Require("clang");
        Tool.Require("arm-none-eabi-gcc");
        var folder = new TemporaryFolder();
        foreach (var file in RuntimeLibrary.All)
            File.WriteAllText(folder.File(file), RuntimeLibrary.Text(file));
        var request = new CompileRequest(RandomGraphs.Network(1), "net", new string('0', 64), TargetCatalog.Find(core).Sound())
        {
            Schedule = ScheduleMode.Stream,
        };
        Compiler.Compile(request).Sound().Files.WriteTo(folder.FullPath);
        return folder;
    }

    private static string[] Flags(TemporaryFolder folder, string core, string floats) =>
    [
        "--target=arm-none-eabi", "-mcpu=" + core, "-mthumb", "-mfloat-abi=" + floats, "-isystem", CLibrary(folder), "-I.",
    ];

    private static string[] Sources(TemporaryFolder folder) =>
        [.. Directory.GetFiles(folder.FullPath, "*.c").Select(f => Path.GetFileName(f)!).Order(StringComparer.Ordinal)];

    /// <summary>The headers that come with gcc: clang brings no C library.</summary>
    private static string CLibrary(TemporaryFolder folder)
    {
        File.WriteAllText(folder.File("probe.h"), "#include <string.h>\n");
        var found = Tool.Run(folder.FullPath, "arm-none-eabi-gcc", "-M", "probe.h")
            .Split([' ', '\n', '\\'], StringSplitOptions.RemoveEmptyEntries);
        return Path.GetDirectoryName(found.First(f => f.EndsWith("/string.h", StringComparison.Ordinal)))!;
    }
}
