using System.Collections.Immutable;
using MobileNetV2.CodeGen.Emission;
using MobileNetV2.CodeGen.Files;
using MobileNetV2.CodeGen.MemoryPlanning;
using MobileNetV2.CodeGen.Options;
using MobileNetV2.CodeGen.Tests.Shared;

namespace MobileNetV2.CodeGen.Tests.Emission;

public class CEmitterTests
{
    private const string Harness = """
        #include <string.h>
        #include "tiny.h"
        #ifdef WEIGHTS_FILE
        __asm__(".pushsection .rodata\n.balign 16\nweights: .incbin \"tiny_weights.bin\"\n.popsection");
        extern const char weights[];
        #endif
        static _Alignas(16) char memory[TINY_ARENA_BYTES + 16];
        int main(void)
        {
            const int8_t input[TINY_INPUT_BYTES] = {0, 1, 2, 3, -4, 5, 6, -7, 8, 9, -10, 60};
            const int8_t expected[TINY_OUTPUT_BYTES] = {0, 3, 6, 9, -12, 15, 18, -21, 24, 27, -30, 127};
            int8_t output[TINY_OUTPUT_BYTES];
            memory[0] = 0;
        #ifdef WEIGHTS_FILE
            if (tiny_run(input, output) != TINY_ERROR_NOT_BOUND) return 1;
            if (tiny_bind_weights(weights, TINY_WEIGHTS_BYTES - 1) != TINY_ERROR_ARGUMENT) return 2;
            if (tiny_bind_weights(memory, TINY_WEIGHTS_BYTES) != TINY_ERROR_ARGUMENT) return 3;
            if (tiny_bind_weights(weights, TINY_WEIGHTS_BYTES) != TINY_OK) return 4;
        #endif
        #if TINY_ARENA_EXTERNAL
            if (tiny_input() != NULL || tiny_output() != NULL || tiny_invoke() != TINY_ERROR_NOT_BOUND) return 5;
            if (tiny_bind_arena(memory, TINY_ARENA_BYTES - 1) != TINY_ERROR_ARGUMENT) return 6;
            if (tiny_bind_arena(memory + 1, TINY_ARENA_BYTES) != TINY_ERROR_ARGUMENT) return 7;
            if (tiny_bind_arena(memory, TINY_ARENA_BYTES) != TINY_OK) return 8;
        #endif
            if (tiny_run(NULL, output) != TINY_ERROR_ARGUMENT) return 9;
            if (tiny_run(input, output) != TINY_OK || memcmp(output, expected, sizeof expected) != 0) return 10;
            memcpy(tiny_input(), input, sizeof input);
            if (tiny_invoke() != TINY_OK || memcmp(tiny_output(), expected, sizeof expected) != 0) return 11;
            return tiny_info.inputs[0].bytes == TINY_INPUT_BYTES && tiny_info.step_count == TINY_STEP_COUNT ? 0 : 12;
        }

        """;

    [Theory]
    [InlineData(WeightsFormat.C)]
    [InlineData(WeightsFormat.IncBin)]
    [InlineData(WeightsFormat.Bin)]
    public void The_files_of_a_tiny_network_are_as_reviewed(WeightsFormat format)
    {
        var files = Emit(TinyPrograms.ConvolutionAndSum(), format)
            .Where(f => !f.RelativePath.StartsWith("mnv2_", StringComparison.Ordinal)
                && !f.RelativePath.EndsWith(".html", StringComparison.Ordinal))
            .ToDictionary(f => f.RelativePath, f => f.RelativePath.EndsWith(".bin", StringComparison.Ordinal) ? Hex(f) : f.Text());

        Golden.MatchFolder($"tests/MobileNetV2.CodeGen.Tests/Emission/golden/tiny-{OptionNames.Of(format)}", files);
    }

    [Fact]
    public void Placed_parts_get_sections_and_a_linker_fragment() => Golden.MatchFolder(
        "tests/MobileNetV2.CodeGen.Tests/Emission/golden/tiny-placed",
        EmitInRegions().Where(f => f.RelativePath is "tiny.h" or "tiny.c" or "tiny_weights.c" or "tiny_sections.ld")
            .ToDictionary(f => f.RelativePath, f => f.Text()));

    [SkippableFact]
    public void Placed_parts_compute_where_the_linker_knows_no_regions()
    {
        using var folder = new TemporaryFolder();
        EmitInRegions().WriteTo(folder.FullPath);
        File.WriteAllText(folder.File("harness.c"), Harness);
        string[] sources = [.. Directory.GetFiles(folder.FullPath, "*.c").Order(StringComparer.Ordinal)];

        Tool.Run(folder.FullPath, "gcc", [.. Tool.StrictC11, "-O2", "-I.", .. sources, "-o", "tiny.exe"]);
        Tool.Run(folder.FullPath, folder.File("tiny.exe"));
    }

    [SkippableFact]
    public void The_linker_fragment_puts_every_part_into_its_region()
    {
        using var folder = new TemporaryFolder();
        EmitInRegions().WriteTo(folder.FullPath);
        File.WriteAllText(folder.File("memory.ld"), """
            MEMORY
            {
                flash : ORIGIN = 0x08000000, LENGTH = 1M
                dtcm : ORIGIN = 0x20000000, LENGTH = 64K
                sram : ORIGIN = 0x24000000, LENGTH = 64K
                qspi : ORIGIN = 0x90000000, LENGTH = 1M
            }
            SECTIONS
            {
                INCLUDE tiny_sections.ld
                .text : { *(.text* .rodata*) } > flash
                .bss (NOLOAD) : { *(.bss*) } > sram
            }
            """);
        string[] sources = [.. Directory.GetFiles(folder.FullPath, "*.c").Select(f => Path.GetFileName(f)!).Order(StringComparer.Ordinal)];

        Tool.Run(folder.FullPath, "arm-none-eabi-gcc",
            ["-std=c11", "-O2", "-mcpu=cortex-m7", "-mthumb", "-I.", "-nostartfiles", "-Wl,-Tmemory.ld,-etiny_run",
                .. sources, "-o", "tiny.elf"]);
        var addresses = Tool.Run(folder.FullPath, "arm-none-eabi-nm", "tiny.elf").Split('\n')
            .Where(l => l.Length > 11).ToDictionary(l => l[11..], l => l[..8]);

        Assert.Equal("20000000", addresses["tiny_arena"]);
        Assert.Equal("24000000", addresses["tiny_arena_1"]);
        Assert.Equal("90000000", addresses["tiny_weights"]);
    }

    [Fact]
    public void Runtime_files_come_with_what_they_include()
    {
        var files = Emit(TinyPrograms.ConvolutionAndSum(), WeightsFormat.C).Select(f => f.RelativePath)
            .Where(f => f.StartsWith("mnv2_", StringComparison.Ordinal));

        Assert.Equal(
            [
                "mnv2_add_s8.c", "mnv2_broadcast_private.h", "mnv2_camera.h", "mnv2_compiler.h", "mnv2_conversion.h",
                "mnv2_convolution.h", "mnv2_convolve_dsp_private.h", "mnv2_convolve_s8.c", "mnv2_detection.h", "mnv2_dsp_private.h",
                "mnv2_elementwise.h", "mnv2_fixed_point_private.h", "mnv2_floats.h", "mnv2_functions.h", "mnv2_kernels.h",
                "mnv2_matrix.h", "mnv2_movement.h", "mnv2_mve_private.h", "mnv2_numbers.h", "mnv2_pooling.h", "mnv2_reduction.h",
                "mnv2_resize.h", "mnv2_runtime.c", "mnv2_runtime.h", "mnv2_softmax.h", "mnv2_strides_private.h",
                "mnv2_window_rows_private.h",
            ],
            files);
    }

    [SkippableTheory]
    [InlineData("gcc", WeightsFormat.C, "-O2")]
    [InlineData("gcc", WeightsFormat.IncBin, "-O2")]
    [InlineData("gcc", WeightsFormat.Bin, "-O2", "-DWEIGHTS_FILE")]
    [InlineData("gcc", WeightsFormat.C, "-O1", "-fsanitize=address,undefined", "-DTINY_ARENA_EXTERNAL=1")]
    [InlineData("gcc", WeightsFormat.Bin, "-O1", "-DWEIGHTS_FILE", "-DTINY_ARENA_EXTERNAL=1")]
    [InlineData("gcc", WeightsFormat.C, "-O2", "-DTINY_WEIGHTS_SECTION=\".qspi\"", "-DTINY_ARENA_SECTION=\".dtcm\"")]
    [InlineData("gcc", WeightsFormat.IncBin, "-O2", "-DTINY_WEIGHTS_SECTION=\".qspi\"")]
    [InlineData("clang", WeightsFormat.C, "-O2")]
    [InlineData("clang", WeightsFormat.IncBin, "-O2")]
    [InlineData("clang", WeightsFormat.Bin, "-O2", "-DWEIGHTS_FILE", "-DTINY_ARENA_EXTERNAL=1")]
    public void A_tiny_network_builds_without_warnings_and_computes(string compiler, WeightsFormat format, params string[] options)
    {
        using var folder = new TemporaryFolder();
        Emit(TinyPrograms.ConvolutionAndSum(), format).WriteTo(folder.FullPath);
        File.WriteAllText(folder.File("harness.c"), Harness);
        string[] sources = [.. Directory.GetFiles(folder.FullPath, "*.c").Order(StringComparer.Ordinal)];

        Tool.Run(folder.FullPath, compiler, [.. Tool.StrictC11, .. options, "-I.", .. sources, "-o", "tiny.exe"]);
        Tool.Run(folder.FullPath, folder.File("tiny.exe"));
    }

    [SkippableTheory]
    [InlineData("-mcpu=cortex-m0plus")]
    [InlineData("-mcpu=cortex-m4")]
    public void A_tiny_network_builds_for_arm_without_warnings(string core)
    {
        using var folder = new TemporaryFolder();
        Emit(TinyPrograms.ConvolutionAndSum(), WeightsFormat.IncBin).WriteTo(folder.FullPath);
        foreach (var source in Directory.GetFiles(folder.FullPath, "tiny*.c"))
            Tool.Run(folder.FullPath, "arm-none-eabi-gcc", [.. Tool.StrictC11, core, "-mthumb", "-O2", "-I.", "-c", source]);
    }

    [SkippableFact]
    public void Only_the_interface_is_external()
    {
        using var folder = new TemporaryFolder();
        Emit(TinyPrograms.ConvolutionAndSum(), WeightsFormat.C).WriteTo(folder.FullPath);
        Tool.Run(folder.FullPath, "gcc", "-std=c11", "-O1", "-c", "tiny.c", "tiny_weights.c");

        var symbols = Tool.Run(folder.FullPath, "nm", "-g", "--defined-only", "-P", "tiny.o", "tiny_weights.o")
            .Split('\n').Where(l => l.Contains(' ', StringComparison.Ordinal)).Select(l => l.Split(' ')[0]);

        Assert.Equal(["tiny_info", "tiny_input", "tiny_invoke", "tiny_output", "tiny_run", "tiny_weights"],
            symbols.Order(StringComparer.Ordinal));
    }

    [SkippableFact]
    public void Generated_c_keeps_the_format_of_this_repository()
    {
        using var folder = new TemporaryFolder();
        Emit(TinyPrograms.ConvolutionAndSum(), WeightsFormat.Bin).WriteTo(folder.FullPath);
        File.Copy(Golden.FromCheckout(".clang-format"), folder.File(".clang-format"));

        Tool.Run(folder.FullPath, "clang-format", "--dry-run", "-Werror", "tiny.h", "tiny.c", "tiny_weights.h");
    }

    internal static ImmutableArray<GeneratedFile> Emit(PlannedProgram planned, WeightsFormat format) =>
        CEmitter.Emit(ProvedProgram.Of(planned), EmissionContext.Of(planned, TinyPrograms.Request(planned, format), []), () => []);

    private static ImmutableArray<GeneratedFile> EmitInRegions()
    {
        var planned = TinyPrograms.InRegions();
        var request = TinyPrograms.InRegions(TinyPrograms.Request(planned));
        return CEmitter.Emit(ProvedProgram.Of(planned), EmissionContext.Of(planned, request, []), () => []);
    }

    private static string Hex(GeneratedFile file) =>
        string.Concat(file.Bytes().Chunk(16).Select(line => Convert.ToHexString(line) + "\n"));
}
