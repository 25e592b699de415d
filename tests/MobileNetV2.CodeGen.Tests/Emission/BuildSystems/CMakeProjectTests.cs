using MobileNetV2.CodeGen.Options;
using MobileNetV2.CodeGen.Tests.Shared;

namespace MobileNetV2.CodeGen.Tests.Emission.BuildSystems;

public class CMakeProjectTests
{
    private static readonly string[] Arm =
        ["-DCMAKE_SYSTEM_NAME=Generic", "-DCMAKE_C_COMPILER=arm-none-eabi-gcc", "-DCMAKE_TRY_COMPILE_TARGET_TYPE=STATIC_LIBRARY"];

    [SkippableTheory]
    [InlineData(WeightsFormat.C, BuildFormat.CMake)]
    [InlineData(WeightsFormat.IncBin, BuildFormat.CMake, BuildFormat.PlatformIO)]
    public void A_program_of_this_machine_links_the_library(WeightsFormat weights, params BuildFormat[] formats)
    {
        using var folder = SampleFirmware.Write(SampleFirmware.Request(formats) with { Weights = weights }, "cmake");

        Assert.Contains("tiny: no target cmsis-nn", Build(folder), StringComparison.Ordinal);

        Tool.Run(folder.FullPath, folder.File("build/firmware.elf"));
    }

    [SkippableFact]
    public void A_firmware_links_the_library_and_runs_on_an_emulated_board()
    {
        Tool.Require("arm-none-eabi-gcc");
        using var folder = SampleFirmware.Write(SampleFirmware.Request(BuildFormat.CMake), "cmake");

        Build(folder, Arm);

        SampleFirmware.RunEmulated(folder, "build/firmware.elf");
    }

    [SkippableFact]
    public void A_target_cmsis_nn_of_the_project_is_linked_and_takes_all_calls()
    {
        Tool.Require("arm-none-eabi-gcc");
        using var folder = SampleFirmware.Write(SampleFirmware.Request(BuildFormat.CMake), "cmake");
        var library = SampleFirmware.MakeCmsisNn(folder, "arm-none-eabi-", "-mcpu=cortex-m4", "-mthumb");

        var log = Build(folder, [.. Arm, $"-DCMSIS_NN={library}"]);

        Assert.Contains("tiny: linked with cmsis-nn", log, StringComparison.Ordinal);
        Assert.DoesNotContain(" T arm_", Tool.Run(folder.FullPath, "arm-none-eabi-nm", "build/gen/libtiny.a"), StringComparison.Ordinal);
        SampleFirmware.RunEmulated(folder, "build/firmware.elf");
    }

    [SkippableFact]
    public void The_folder_builds_alone()
    {
        Tool.Require("cmake");
        using var folder = new TemporaryFolder();
        SampleFirmware.Compile(SampleFirmware.Request(BuildFormat.CMake)).WriteTo(folder.FullPath);

        Tool.Run(folder.FullPath, "cmake", "-S", ".", "-B", "build");
        Tool.Run(folder.FullPath, "cmake", "--build", "build");

        Assert.True(File.Exists(folder.File("build/libtiny.a")));
    }

    private static string Build(TemporaryFolder folder, params string[] options)
    {
        Tool.Require("cmake");
        var log = Tool.Run(folder.FullPath, "cmake", ["-S", ".", "-B", "build", "-Werror=dev", .. options]);
        Tool.Run(folder.FullPath, "cmake", "--build", "build");
        return log;
    }
}
