using MobileNetV2.CodeGen.Options;
using MobileNetV2.CodeGen.Tests.Shared;

namespace MobileNetV2.CodeGen.Tests.Emission.BuildSystems;

public class MakeProjectTests
{
    private static readonly string[] ThisMachine = ["CC=gcc", "AR=ar", "CFLAGS=-O1 -Wall -Wextra -Werror", "BOARD="];

    [SkippableTheory]
    [InlineData(WeightsFormat.C, BuildFormat.Make)]
    [InlineData(WeightsFormat.IncBin, BuildFormat.Make, BuildFormat.PlatformIO)]
    public void A_program_of_this_machine_links_the_library(WeightsFormat weights, params BuildFormat[] formats)
    {
        using var folder = SampleFirmware.Write(SampleFirmware.Request(formats) with { Weights = weights }, "make");

        Make(folder, ThisMachine);

        Tool.Run(folder.FullPath, folder.File("firmware.elf"));
    }

    /// <summary>The constants' file finds its binary file, whoever sets the flags.</summary>
    [SkippableTheory]
    [InlineData("CFLAGS=-O2 -flto -Wall -Wextra -Werror")]
    [InlineData("CFLAGS=-O2 -flto -ffat-lto-objects")]
    public void Constants_in_a_binary_file_survive_link_time_optimisation(string flags)
    {
        using var folder = SampleFirmware.Write(SampleFirmware.Request(BuildFormat.Make) with { Weights = WeightsFormat.IncBin }, "make");

        Make(folder, "CC=gcc", "AR=gcc-ar", flags, "BOARD=");

        Tool.Run(folder.FullPath, folder.File("firmware.elf"));
    }

    [SkippableFact]
    public void A_firmware_links_the_library_and_runs_on_an_emulated_board()
    {
        Tool.Require("arm-none-eabi-gcc");
        using var folder = SampleFirmware.Write(SampleFirmware.Request(BuildFormat.Make), "make");

        Make(folder);
        SampleFirmware.RunEmulated(folder, "firmware.elf");

        File.Delete(folder.File("firmware.elf"));
        var library = SampleFirmware.MakeCmsisNn(folder, "arm-none-eabi-", "-mcpu=cortex-m4", "-mthumb");
        Assert.Contains("-DMNV2_USE_CMSIS_NN=1", Make(folder, $"CMSIS_NN={library}"), StringComparison.Ordinal);
        SampleFirmware.RunEmulated(folder, "firmware.elf");
    }

    [SkippableFact]
    public void Nothing_is_built_twice_and_new_constants_are_taken()
    {
        using var folder = SampleFirmware.Write(SampleFirmware.Request(BuildFormat.Make) with { Weights = WeightsFormat.IncBin }, "make");
        Make(folder, ThisMachine);

        Assert.Contains("up to date", Make(folder, ThisMachine), StringComparison.Ordinal);

        File.SetLastWriteTimeUtc(folder.File("gen/tiny_weights.bin"), DateTime.UtcNow.AddMinutes(1));
        var log = Make(folder, ThisMachine);
        Assert.Contains("tiny_weights.c", log, StringComparison.Ordinal);
        Assert.DoesNotContain("gen/tiny.c", log, StringComparison.Ordinal);
    }

    private static string Make(TemporaryFolder folder, params string[] arguments) => Tool.Run(folder.FullPath, "make", arguments);
}
