using MobileNetV2.CodeGen.Options;
using MobileNetV2.CodeGen.Targets;
using MobileNetV2.CodeGen.Tests.Shared;

namespace MobileNetV2.CodeGen.Tests.Emission;

/// <summary>Calls of CMSIS-NN build only for cores whose build of the library they give enough scratch memory;
/// our own kernels build for all.</summary>
public class CmsisNnBuildTests
{
    private static readonly string[] Cores = ["cortex-m0plus", "cortex-m3", "cortex-m4", "cortex-m7", "cortex-m33", "cortex-m55"];

    public static TheoryData<string> Targets => [.. Cores, "host"];

    [SkippableTheory]
    [MemberData(nameof(Targets))]
    public void Calls_build_for_cores_with_the_same_build_of_the_library(string target)
    {
        using var folder = Compiled(target, KernelSet.CmsisNn);
        foreach (var core in Cores)
        {
            if (target == "host" || BuildOf(core) == BuildOf(target))
                Tool.Run(folder.FullPath, "arm-none-eabi-gcc", Flags(core));
            else
                Assert.Contains("error \"this network is for a core with", Tool.Refuse(folder.FullPath, "arm-none-eabi-gcc", Flags(core)),
                    StringComparison.Ordinal);
        }

        Tool.Run(folder.FullPath, "gcc", "-std=c11", "-fsyntax-only", "net.c");
    }

    [SkippableTheory]
    [MemberData(nameof(Targets))]
    public void Own_kernels_build_for_every_core(string target)
    {
        using var folder = Compiled(target, KernelSet.Portable);
        foreach (var core in Cores)
            Tool.Run(folder.FullPath, "arm-none-eabi-gcc", Flags(core));
    }

    private static (bool HasDsp, bool HasMve) BuildOf(string core)
    {
        var target = TargetCatalog.Find(core).Sound();
        return (target.HasDsp && !target.HasMve, target.HasMve);
    }

    private static string[] Flags(string core) => [.. TargetCatalog.Find(core).Sound().CompilerFlags, "-std=c11", "-fsyntax-only", "net.c"];

    private static TemporaryFolder Compiled(string target, KernelSet kernels)
    {
        var folder = new TemporaryFolder();
        var request = new CompileRequest(RandomGraphs.Single("CONV_2D", 1), "net", new string('0', 64), TargetCatalog.Find(target)
            .Sound())
        { Kernels = kernels, Schedule = ScheduleMode.Layers };
        Compiler.Compile(request).Sound().Files.WriteTo(folder.FullPath);
        return folder;
    }
}
