using MobileNetV2.CodeGen.Options;
using MobileNetV2.CodeGen.Targets;
using MobileNetV2.CodeGen.Tests.Lowering;
using MobileNetV2.CodeGen.Tests.Shared;

namespace MobileNetV2.CodeGen.Tests.Emission.BuildSystems;

public partial class ZephyrModuleTests
{
    /// <summary>Zephyr names the folder of <c>CMakeLists.txt</c> and the Kconfig file relative to the module,
    /// and refuses other keys.</summary>
    [Fact]
    public void Module_yml_has_the_documented_keys_and_its_paths_exist()
    {
        var files = SampleFirmware.Compile(SampleFirmware.Request(BuildFormat.Zephyr));
        var module = Yaml.Parse(files.Text("zephyr/module.yml"));
        var build = module.Map("build");

        Assert.Equal(["name", "build"], module.Keys());
        Assert.Matches("^[A-Za-z0-9_-]+$", module.Text("name"));
        Assert.Equal(["cmake", "kconfig"], build.Keys());
        Assert.Contains(files, f => f.RelativePath == build.Text("cmake") + "/CMakeLists.txt");
        Assert.Contains(files, f => f.RelativePath == build.Text("kconfig"));
    }

    [SkippableTheory]
    [InlineData(WeightsFormat.C, "")]
    [InlineData(WeightsFormat.IncBin, "CONFIG_MNV2_TINY_ARENA_SECTION=\".noinit\"\n")]
    public void Kconfig_and_cmake_build_the_library(WeightsFormat weights, string options)
    {
        Tool.Require("cmake");
        using var folder = SampleFirmware.Write(SampleFirmware.Request(BuildFormat.Zephyr) with { Weights = weights }, "zephyr");
        Configure(folder, "CONFIG_MNV2_TINY=y\n# CONFIG_MNV2_TINY_CMSIS_NN is not set\n" + options);

        Tool.Run(folder.FullPath, "cmake", "-S", ".", "-B", "build", "-Werror=dev");
        Tool.Run(folder.FullPath, "cmake", "--build", "build");

        Tool.Run(folder.FullPath, folder.File("build/firmware.elf"));
        Assert.Equal(options.Length > 0, Tool.Run(folder.FullPath, "objdump", "-h", "build/firmware.elf")
            .Contains(".noinit", StringComparison.Ordinal));
    }

    [SkippableFact]
    public void The_option_selects_the_parts_of_cmsis_nn_that_are_called()
    {
        using var folder = SampleFirmware.Write(SampleFirmware.Request(BuildFormat.Zephyr), "zephyr");

        var config = Configure(folder, "CONFIG_MNV2_TINY=y\n");

        Assert.Contains("CONFIG_MNV2_TINY_CMSIS_NN=y", config);
        Assert.Contains("CONFIG_CMSIS_NN_BASICMATH=y", config);
        Assert.Contains("CONFIG_CMSIS_NN_CONVOLUTION=y", config);
        Assert.Contains("CONFIG_CMSIS_NN_NNSUPPORT=y", config);
    }

    [SkippableFact]
    public void A_module_that_is_not_asked_for_changes_nothing()
    {
        using var folder = SampleFirmware.Write(SampleFirmware.Request(BuildFormat.Zephyr), "zephyr");

        Assert.DoesNotContain(Configure(folder, ""), l => l.StartsWith("CONFIG_CMSIS_NN", StringComparison.Ordinal));
    }

    [Fact]
    public void Every_function_of_cmsis_nn_that_generated_code_may_call_is_in_an_option_or_a_file()
    {
        var called = RandomGraphs.Kinds
            .SelectMany(kind => TestGraphs.Lower(RandomGraphs.Single(kind, 0), KernelSet.CmsisNn).Steps)
            .SelectMany(step => step.Calls)
            .Select(call => call.Kernel)
            .Where(kernel => kernel.Library is not null)
            .ToArray();

        Assert.Contains(called, kernel => kernel.Function == "arm_pad_s8");
        Assert.All(called, kernel => Assert.True(kernel.Library!.Group is null != kernel.Library.LoneSource is null, kernel.Function));
    }

    /// <summary>What Zephyr makes of <c>prj.conf</c>: the lines of its <c>.config</c>.</summary>
    private static string[] Configure(TemporaryFolder folder, string project)
    {
        Tool.Require("kconfig-conf");
        File.WriteAllText(folder.File(".config"), project);
        Tool.Run(folder.FullPath, "env", "CONFIG_=CONFIG_", "kconfig-conf", "--olddefconfig", "Kconfig");
        return File.ReadAllLines(folder.File(".config"));
    }
}
