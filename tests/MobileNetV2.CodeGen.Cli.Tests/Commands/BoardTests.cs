using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using MobileNetV2.CodeGen.Cli.Terminal;
using MobileNetV2.CodeGen.Tests.Shared;

namespace MobileNetV2.CodeGen.Cli.Tests.Commands;

/// <summary>The program of <c>compile --harness</c>, on an emulated board behind a pseudo-terminal and on this machine behind
/// pipes.</summary>
public sealed class BoardTests : IDisposable
{
    private readonly TinyNetwork _network = new();

    public void Dispose() => _network.Dispose();

    [SkippableFact]
    public void A_board_proves_its_bits_over_its_serial_port()
    {
        Tool.Require("qemu-system-arm");
        Tool.Require("stty");
        Compile("cortex-m4");
        _network.Folder.Write("uart.c", """
            #include "tiny_board.h"
            #define UART ((volatile uint32_t *)0x40004000U)
            #define SYSTICK ((volatile uint32_t *)0xE000E010U)

            int tiny_board_read(void)
            {
                while ((UART[1] & 2U) == 0)
                {
                }
                return (int)(UART[0] & 0xFFU);
            }

            void tiny_board_write(char character)
            {
                while ((UART[1] & 1U) != 0)
                {
                }
                UART[0] = (uint8_t)character;
            }

            uint32_t tiny_board_cycles(void)
            {
                static uint32_t total;
                static uint32_t last;
                const uint32_t now = SYSTICK[2];
                total += (last - now) & 0xFFFFFFU;
                last = now;
                return total;
            }

            int main(void)
            {
                SYSTICK[1] = 0xFFFFFFU;
                SYSTICK[2] = 0;
                SYSTICK[0] = 5;
                UART[4] = 16;
                UART[2] = 3;
                tiny_board_serve();
                return 0;
            }
            """);
        Tool.Run(_network.Folder.FullPath, "arm-none-eabi-gcc",
        [
            .. Tool.StrictC11, "-O2", "-mcpu=cortex-m4", "-mthumb", "-mfpu=fpv4-sp-d16", "-mfloat-abi=hard", "--specs=rdimon.specs",
            "-Wl,--section-start=.vectors=0", "-Wl,--no-warn-rwx-segments", "-Igen",
            Golden.FromCheckout("tests/MobileNetV2.CodeGen.Tests/RuntimeC/cortex_m_start.c"), "uart.c", .. Sources(),
            "-lm", "-o", "board.elf",
        ]);
        using var emulator = Process.Start(new ProcessStartInfo("qemu-system-arm",
        [
            "-M", "mps2-an386", "-nographic", "-monitor", "none", "-serial", "pty", "-semihosting-config", "enable=on,target=native",
            "-icount", "shift=0",
            "-kernel", _network.Folder.File("board.elf"),
        ])
        {
            RedirectStandardOutput = true,
        })!;
        try
        {
            var said = emulator.StandardOutput.ReadLine()!;
            var port = said[said.IndexOf("/dev/", StringComparison.Ordinal)..].Split(' ')[0];

            var result = CliResult.Of("verify", _network.Path, "--target", "cortex-m4", "--port", port, "--input", _network.Input());

            Assert.StartsWith($"board    mnv2 tiny at {port}\n", result.Out, StringComparison.Ordinal);
            Assert.Matches(
                @"\ncycles   [1-9][0-9,]+, measured on the board\n1 case, [1-9]\d tensors and all outputs compared\nbit-exact\n$",
                result.Out);
            Assert.Equal(ExitCode.Success, result.ExitCode);
        }
        finally
        {
            emulator.Kill();
            emulator.WaitForExit();
        }
    }

    [SkippableFact]
    public void The_runner_of_MLPerf_Tiny_is_answered()
    {
        Tool.Require("gcc");
        Compile("host");
        _network.Folder.Write("pipes.c", """
            #include <stdio.h>
            #include "tiny_board.h"
            int tiny_board_read(void)
            {
                return getchar();
            }
            void tiny_board_write(char character)
            {
                putchar(character);
            }
            uint32_t tiny_board_cycles(void)
            {
                static uint32_t now;
                return now += 1000U;
            }
            int main(void)
            {
                tiny_board_serve();
                return 0;
            }
            """);
        Tool.Run(_network.Folder.FullPath, "gcc", [.. Tool.StrictC11, "-O1", "-fsanitize=address,undefined", "-Igen", "pipes.c",
            .. Sources(), "-lm", "-o", "board"]);
        var input = File.ReadAllBytes(_network.Input());
        var commands = new StringBuilder("\r\nname%profile%timestamp%db load 768%");
        foreach (var part in input.Chunk(31))
            commands.Append($"db {Convert.ToHexString(part)}%\n");
        _network.Folder.Write("commands", commands.Append("infer 2 1%results%frobnicate%").ToString());
        using var run = JsonDocument.Parse(CliResult.Of("run", _network.Path, "--input", _network.Input(), "--json").Out);
        var real = run.RootElement.GetProperty("outputs")[0].GetProperty("real").EnumerateArray()
            .Select(v => v.GetDouble().ToString("F3", CultureInfo.InvariantCulture));

        var said =
            Tool.Run(_network.Folder.FullPath, "sh", "-c", "./board < commands").Replace("\r", "", StringComparison.Ordinal).Split('\n');

        Assert.Equal("m-timestamp-mode-performance, m-init-done, m-ready", string.Join(", ", said[..3]));
        Assert.Contains("m-name-dut-[mnv2 tiny]", said);
        Assert.Contains("m-model-[tiny]", said);
        Assert.Contains("m-[Expecting 768 bytes]", said);
        Assert.Single(said, "m-load-done");
        var at = Array.IndexOf(said, "m-warmup-start-1");
        Assert.Equal(["m-warmup-done", "m-infer-start-2"], said[(at + 1)..(at + 3)]);
        Assert.StartsWith("m-lap-us-", said[at + 3], StringComparison.Ordinal);
        Assert.Equal("m-infer-done", said[at + 5]);
        Assert.Equal(said[at + 6], said[at + 8]);
        Assert.Equal(real, said[at + 6]["m-results-[".Length..^1].Split(','));
        Assert.Contains("e-[Unknown command: frobnicate]", said);
        Assert.Equal(commands.ToString().Count(c => c == '%') + 1, said.Count(l => l == "m-ready"));
    }

    private void Compile(string target) =>
        CliResult.Of("compile", _network.Path, "--target", target, "--harness", "--output", _network.Folder.File("gen"));

    private IEnumerable<string> Sources() =>
        Directory.GetFiles(_network.Folder.File("gen"), "*.c").Order(StringComparer.Ordinal);
}
