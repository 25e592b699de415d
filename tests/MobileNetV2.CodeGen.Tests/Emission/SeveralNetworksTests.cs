using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using MobileNetV2.CodeGen.Emission;
using MobileNetV2.CodeGen.Options;
using MobileNetV2.CodeGen.Targets;
using MobileNetV2.CodeGen.Tests.Emission.BuildSystems;
using MobileNetV2.CodeGen.Tests.Shared;
using YamlDotNet.RepresentationModel;

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

    private static readonly string[] OnCortexM4 =
    [
        "-mthumb", "-mcpu=cortex-m4", "-mfloat-abi=soft",
        "--specs=rdimon.specs", "-Wl,--section-start=.vectors=0", "-Wl,--no-warn-rwx-segments",
    ];

    private static readonly string[] Emulator =
    [
        "qemu-system-arm", "-M", "mps2-an386", "-nographic", "-monitor", "none", "-serial", "none",
        "-semihosting-config", "enable=on,target=native", "-kernel",
    ];

    [SkippableTheory]
    [InlineData(KernelSet.Portable)]
    [InlineData(KernelSet.CmsisNn)]
    public void Two_folders_link_and_run_side_by_side(KernelSet kernels) => Runs("host", kernels, "gcc", [.. Tool.StrictC11, "-O2"], []);

    [SkippableFact]
    public void Two_folders_link_and_run_side_by_side_on_a_core() =>
        Runs("cortex-m4", KernelSet.Portable, "arm-none-eabi-gcc", [.. Tool.StrictC11, .. OnCortexM4, "cortex_m_start.c"], Emulator);

    [SkippableFact]
    public void Two_zephyr_modules_link_though_zephyr_takes_every_object_of_both()
    {
        using var folder = Folder("host", KernelSet.Portable, BuildFormat.Zephyr);
        File.WriteAllText(folder.File("main.c"), Program);
        File.Copy(SampleFirmware.Sources("zephyr/CMakeLists.txt"), folder.File("CMakeLists.txt"));
        File.WriteAllText(folder.File(".config"), "CONFIG_MNV2_FIRST=y\nCONFIG_MNV2_SECOND=y\n");

        Tool.Run(folder.FullPath, "cmake", "-S", ".", "-B", "build", "-Werror=dev", "-DMODULES=first;second");
        Tool.Run(folder.FullPath, "cmake", "--build", "build");

        AssertSideBySide(Tool.Run(folder.FullPath, folder.File("build/firmware.elf")));
    }

    /// <summary>Arduino compiles every source of a library, and makes an archive of them where the library or the board wants it.</summary>
    [SkippableFact]
    public void Two_arduino_libraries_link_as_archives()
    {
        Tool.Require(Emulator[0]);
        using var folder = Folder("cortex-m4", KernelSet.Portable, BuildFormat.Arduino);
        File.WriteAllText(folder.File("main.c"), Program);
        File.WriteAllText(folder.File("cortex_m_start.c"), Start());
        foreach (var library in new[] { "first", "second" })
        {
            string[] sources = [.. Directory.GetFiles(folder.File(library + "/src"), "*.c").Order(StringComparer.Ordinal)];
            Directory.CreateDirectory(folder.File(library + "/objects"));
            string[] objects = [.. sources.Select(s => Path.GetFileNameWithoutExtension(s) + ".o")];
            var work = folder.File(library + "/objects");
            Tool.Run(work, "arm-none-eabi-gcc", ["-std=gnu11", "-Os", .. OnCortexM4[..3], "-I../src", "-c", .. sources]);
            Tool.Run(work, "arm-none-eabi-ar", ["rcs", $"../../{library}.a", .. objects]);
        }

        Tool.Run(
            folder.FullPath,
            "arm-none-eabi-gcc",
            [
                "-std=gnu11", "-Os", .. OnCortexM4, "-Ifirst/src", "-Isecond/src", "cortex_m_start.c", "main.c", "first.a", "second.a",
                "-o", "program",
            ]);

        AssertSideBySide(Tool.Run(folder.FullPath, Emulator[0], [.. Emulator[1..], folder.File("program")]));
    }

    /// <summary>A csolution project takes the files that both layers list.</summary>
    [SkippableFact]
    public void Two_layers_of_a_csolution_link()
    {
        using var folder = Folder("host", KernelSet.Portable, BuildFormat.CmsisPack);
        File.WriteAllText(folder.File("main.c"), Program);
        string[] sources =
        [
            .. from name in new[] { "first", "second" }
               let yaml = File.ReadAllText(folder.File($"{name}/{name}.clayer.yml"))
               from node in Yaml.Parse(yaml).Map("layer").List("groups").Cast<YamlMappingNode>()
               from file in node.Texts("files", "file")
               where file.EndsWith(".c", StringComparison.Ordinal)
               select Path.Combine(name, file),
        ];

        Tool.Run(folder.FullPath, "gcc", [.. Tool.StrictC11, "-O1", "-Ifirst", "-Isecond", "main.c", .. sources, "-o", "program"]);

        AssertSideBySide(Tool.Run(folder.FullPath, folder.File("program")));
    }

    /// <summary>Rows of one are lost when the other runs, and that is told; otherwise each computes what it computes alone.</summary>
    [SkippableFact]
    public void An_arena_for_both_is_as_large_as_the_larger_needs()
    {
        using var folder = new TemporaryFolder();
        string[] names = ["first", "second"];
        var arena = SeveralNetworks.ArenaOf("first");
        ImmutableArray<(string, CompileResult)> networks =
            [.. names.Select(n => (n, Compiler.Compile(OfHost(n) with { SharedArena = arena }).Sound()))];
        Assert.Null(SeveralNetworks.WhyNotOneArena(networks));

        SeveralNetworks.Join(networks, arena).Files.WriteTo(folder.File("gen"));

        using var report = JsonDocument.Parse(File.ReadAllText(folder.File("gen/first_and_others_report.json")));
        Assert.Equal(networks.Max(n => n.Item2.Plan.ArenaBytes), report.RootElement.GetProperty("arenaBytes").GetInt64());
        Assert.Equal(names, report.RootElement.GetProperty("networks").EnumerateArray().Select(n => n.GetProperty("name").GetString()));
        File.WriteAllText(folder.File("main.c"), """
            #include <stdio.h>
            #include <string.h>
            #include "first.h"
            #include "first_and_others_arena.h"
            #include "second.h"
            _Static_assert(FIRST_AND_OTHERS_ARENA_BYTES == (FIRST_ARENA_BYTES > SECOND_ARENA_BYTES ? FIRST_ARENA_BYTES : SECOND_ARENA_BYTES), "the largest");
            static int8_t picture[FIRST_INPUT_BYTES];
            int main(void)
            {
                int8_t first[2][FIRST_OUTPUT_BYTES];
                int8_t second[2][SECOND_OUTPUT_BYTES];
                for (size_t i = 0; i < sizeof picture; i++)
                {
                    picture[i] = (int8_t)(i * 7 % 251 - 120);
                }
                for (int i = 0; i < 2; i++)
                {
                    if (first_run(picture, first[i]) != FIRST_OK || second_run(picture, second[i]) != SECOND_OK) return 1;
                    memset(first_and_others_arena, 0x55 + i, sizeof first_and_others_arena);
                }
                if (memcmp(first[0], first[1], sizeof first[0]) != 0 || memcmp(second[0], second[1], sizeof second[0]) != 0) return 2;
                if (first_begin() != FIRST_OK || first_push_rows(picture, 1) != FIRST_OK) return 3;
                if (second_run(picture, second[1]) != SECOND_OK) return 4;
                if (first_push_rows(picture, 1) != FIRST_ERROR_ROWS || first_finish() != FIRST_ERROR_ROWS) return 5;
                if (first_begin() != FIRST_OK || first_push_rows(picture, FIRST_INPUT_ROWS) != FIRST_OK || first_finish() != FIRST_OK) return 6;
                return memcmp(first[0], first_output(), sizeof first[0]) == 0 ? 0 : 7;
            }

            """);
        Tool.Run(folder.FullPath, "gcc", [.. Tool.StrictC11, "-O1", "-fsanitize=address,undefined", "-Igen", "main.c",
            .. Directory.GetFiles(folder.File("gen"), "*.c").Order(StringComparer.Ordinal), "-o", "program"]);
        Tool.Run(folder.FullPath, folder.File("program"));
    }

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

        AssertSideBySide(Tool.Run(folder.FullPath, command[0], command[1..]));
    }

    private static void AssertSideBySide(string printed)
    {
        var lines = printed.Split('\n', StringSplitOptions.RemoveEmptyEntries);

        Assert.Equal(4, lines.Length);
        Assert.NotEqual(lines[0], lines[1]);
        Assert.Equal(lines[..2], lines[2..]);
    }

    /// <summary>The networks share some files of the runtime, and each has some of its own: one is streamed, one in layers.</summary>
    private static TemporaryFolder Folder(string target, KernelSet kernels, BuildFormat format = BuildFormat.CMake)
    {
        var folder = new TemporaryFolder();
        Write("first", KernelSet.Portable);
        Write("second", kernels);
        return folder;

        void Write(string name, KernelSet set)
        {
            Directory.CreateDirectory(folder.File(name));
            var request = Request(name, target, set, isStreamed: name == "first") with { Emit = [format] };
            Compiler.Compile(request).Sound().Files.WriteTo(folder.File(name));
        }
    }

    private static CompileRequest OfHost(string name) => Request(name, "host", KernelSet.Portable, isStreamed: name == "first");

    private static CompileRequest Request(string name, string target, KernelSet kernels, bool isStreamed) =>
        new(CompiledNetworks.Residual().Import().Sound(), name, new string('a', 64), TargetCatalog.Find(target).Sound())
        {
            Kernels = kernels,
            Schedule = isStreamed ? ScheduleMode.Stream : ScheduleMode.Layers,
            Input = isStreamed ? InputMode.Rows : InputMode.Frame,
        };

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
