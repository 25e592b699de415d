using System.Text;
using MobileNetV2.CodeGen.Emission;
using MobileNetV2.CodeGen.Options;
using MobileNetV2.CodeGen.Targets;
using MobileNetV2.CodeGen.Tests.Shared;

namespace MobileNetV2.CodeGen.Tests.Emission;

/// <summary>Networks that were compiled one by one, into folders of their own, in one program.</summary>
public class SeveralNetworksTests
{
    /// <summary>Prints what both networks compute: each alone, then the rows of one pushed around a run of the other.</summary>
    private const string Program = """
        #include <stdio.h>
        #include <string.h>
        #include "first.h"
        #include "second.h"
        static int8_t first_picture[FIRST_INPUT_BYTES];
        static int8_t second_picture[SECOND_INPUT_BYTES];
        static void print(const int8_t *values, size_t count)
        {
            for (size_t i = 0; i < count; i++)
            {
                printf("%d ", values[i]);
            }
            printf("\n");
        }
        int main(void)
        {
            int8_t first[FIRST_OUTPUT_BYTES];
            int8_t second[SECOND_OUTPUT_BYTES];
            for (size_t i = 0; i < sizeof first_picture; i++)
            {
                first_picture[i] = (int8_t)(i * 7 % 251 - 120);
                second_picture[i] = (int8_t)(i * 11 % 241 - 110);
            }
            if (first_run(first_picture, first) != FIRST_OK || second_run(second_picture, second) != SECOND_OK) return 1;
            print(first, sizeof first);
            print(second, sizeof second);
            if (first_begin() != FIRST_OK) return 2;
            for (size_t row = 0; row < FIRST_INPUT_ROWS; row++)
            {
                if (first_push_rows(first_picture + row * FIRST_INPUT_ROW_BYTES, 1) != FIRST_OK) return 3;
                if (row == FIRST_INPUT_ROWS / 2 && second_run(second_picture, second) != SECOND_OK) return 4;
            }
            if (first_finish() != FIRST_OK) return 5;
            print(first_output(), sizeof first);
            print(second, sizeof second);
            return 0;
        }

        """;

    [SkippableTheory]
    [InlineData(KernelSet.Portable)]
    [InlineData(KernelSet.CmsisNn)]
    public void Two_folders_link_and_run_side_by_side(KernelSet kernels) => Runs("host", kernels, "gcc", [.. Tool.StrictC11, "-O2"], []);

    [SkippableFact]
    public void Two_folders_link_and_run_side_by_side_on_a_core() => Runs(
        "cortex-m4",
        KernelSet.Portable,
        "arm-none-eabi-gcc",
        [.. Tool.StrictC11, "-O2", "-mthumb", "-mcpu=cortex-m4", "-mfloat-abi=soft", "--specs=rdimon.specs",
            "-Wl,--section-start=.vectors=0", "-Wl,--no-warn-rwx-segments", "cortex_m_start.c"],
        ["qemu-system-arm", "-M", "mps2-an386", "-nographic", "-monitor", "none", "-serial", "none", "-semihosting-config",
            "enable=on,target=native", "-kernel"]);

    /// <summary>As docs/several-networks.md has it.</summary>
    [SkippableFact]
    public void Two_networks_share_the_memory_of_the_larger_one()
    {
        using var folder = Folder("host", KernelSet.Portable);
        File.WriteAllText(folder.File("main.c"), """
            #include <string.h>
            #include "first.h"
            #include "second.h"
            static union
            {
                _Alignas(FIRST_ARENA_ALIGNMENT) uint8_t first[FIRST_ARENA_BYTES];
                _Alignas(SECOND_ARENA_ALIGNMENT) uint8_t second[SECOND_ARENA_BYTES];
            } arena;
            static int8_t picture[FIRST_INPUT_BYTES] = {1, 2, 3};
            int main(void)
            {
                int8_t first[2][FIRST_OUTPUT_BYTES];
                int8_t second[2][SECOND_OUTPUT_BYTES];
                if (first_run(picture, first[0]) != FIRST_ERROR_NOT_BOUND) return 1;
                if (first_bind_arena(&arena, sizeof arena) != FIRST_OK || second_bind_arena(&arena, sizeof arena) != SECOND_OK) return 2;
                for (int i = 0; i < 2; i++)
                {
                    if (first_run(picture, first[i]) != FIRST_OK || second_run(picture, second[i]) != SECOND_OK) return 3;
                }
                return memcmp(first[0], first[1], sizeof first[0]) == 0 && memcmp(second[0], second[1], sizeof second[0]) == 0 ? 0 : 4;
            }

            """);

        Build(folder, "gcc", [.. Tool.StrictC11, "-O1", "-fsanitize=address,undefined", "-DFIRST_ARENA_EXTERNAL=1",
            "-DSECOND_ARENA_EXTERNAL=1"]);
        Tool.Run(folder.FullPath, folder.File("program"));
    }

    [SkippableFact]
    public void A_network_refuses_to_run_on_a_runtime_of_another_version()
    {
        using var folder = Folder("host", KernelSet.Portable);
        var header = folder.File("second/mnv2_runtime.h");
        var text = File.ReadAllText(header);
        var at = text.IndexOf("MNV2_RUNTIME_ID 0x", StringComparison.Ordinal) + "MNV2_RUNTIME_ID 0x".Length;
        File.WriteAllText(header, string.Concat(text.AsSpan(0, at), text[at] == '0' ? "1" : "0", text.AsSpan(at + 1)));
        File.WriteAllText(folder.File("main.c"), """
            #include "first.h"
            #include "second.h"
            int main(void)
            {
                static int8_t picture[FIRST_INPUT_BYTES];
                int8_t output[FIRST_OUTPUT_BYTES];
                if (first_run(picture, output) != FIRST_OK) return 1;
                return second_run(picture, output) == SECOND_ERROR_KERNEL ? 0 : 2;
            }

            """);

        Build(folder, "gcc", [.. Tool.StrictC11, "-O1"]);
        Tool.Run(folder.FullPath, folder.File("program"));
    }

    /// <summary>A linker takes one of several weak symbols, whatever build system hands them over.</summary>
    [SkippableFact]
    public void All_functions_of_the_runtime_are_weak()
    {
        using var folder = new TemporaryFolder();
        foreach (var file in RuntimeLibrary.All)
            File.WriteAllText(folder.File(file), RuntimeLibrary.Text(file));
        string[] sources = [.. RuntimeLibrary.All.Where(f => f.EndsWith(".c", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];
        Tool.Run(folder.FullPath, "gcc", ["-std=c11", "-O0", "-c", .. sources]);

        var strong = Tool.Run(folder.FullPath, "nm", ["-g", "--defined-only", "-P", .. sources.Select(s => Path.ChangeExtension(s, ".o"))])
            .Split('\n').Select(l => l.Split(' ')).Where(l => l.Length > 2 && l[1] is not ("W" or "V")).Select(l => l[0]);

        Assert.Empty(strong);
    }

    private static void Runs(string target, KernelSet kernels, string compiler, string[] flags, string[] machine)
    {
        if (machine.Length > 0)
            Tool.Require(machine[0]);
        using var folder = Folder(target, kernels);
        File.WriteAllText(folder.File("main.c"), Program);
        File.WriteAllText(folder.File("cortex_m_start.c"), Start());
        Build(folder, compiler, flags);
        string[] command = [.. machine, folder.File("program")];

        var lines = Tool.Run(folder.FullPath, command[0], command[1..]).Split('\n', StringSplitOptions.RemoveEmptyEntries);

        Assert.Equal(4, lines.Length);
        Assert.NotEqual(lines[0], lines[1]);
        Assert.Equal(lines[..2], lines[2..]);
    }

    /// <summary>The networks share some files of the runtime, and each has some of its own: one is streamed,
    /// the other runs in layers.</summary>
    private static TemporaryFolder Folder(string target, KernelSet kernels)
    {
        var folder = new TemporaryFolder();
        Write("first", ScheduleMode.Stream, InputMode.Rows, KernelSet.Portable);
        Write("second", ScheduleMode.Layers, InputMode.Frame, kernels);
        return folder;

        void Write(string name, ScheduleMode schedule, InputMode input, KernelSet set)
        {
            Directory.CreateDirectory(folder.File(name));
            var request = new CompileRequest(
                CompiledNetworks.Residual().Import().Sound(), name, new string('a', 64), TargetCatalog.Find(target).Sound())
            {
                Kernels = set,
                Schedule = schedule,
                Input = input,
            };
            Compiler.Compile(request).Sound().Files.WriteTo(folder.File(name));
        }
    }

    private static void Build(TemporaryFolder folder, string compiler, string[] flags)
    {
        var sources = new[] { "first", "second" }.SelectMany(f => Directory.GetFiles(folder.File(f), "*.c")).Order(StringComparer.Ordinal)
            .Select(f => Path.GetRelativePath(folder.FullPath, f));
        Tool.Run(folder.FullPath, compiler, [.. flags, "-Ifirst", "-Isecond", "main.c", .. sources, "-o", "program"]);
    }

    private static string Start()
    {
        using var stream = typeof(SeveralNetworksTests).Assembly.GetManifestResourceStream("runtime-tests/cortex_m_start.c")!;
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    }
}
