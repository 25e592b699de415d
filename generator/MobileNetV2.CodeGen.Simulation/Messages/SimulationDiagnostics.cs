using System.Globalization;
using MobileNetV2.CodeGen.Diagnostics;

namespace MobileNetV2.CodeGen.Simulation.Messages;

/// <summary>MNV6xxx: building and running generated C. One descriptor and one factory method per message.</summary>
internal static class SimulationDiagnostics
{
    public static readonly DiagnosticDescriptor ToolMissingDescriptor = new(
        "MNV6001",
        "A tool for the simulation is missing",
        "The compiler or emulator could not be started.",
        "Install it: on Debian and Ubuntu `apt-get install gcc gcc-arm-none-eabi libnewlib-arm-none-eabi qemu-system-arm`.");

    public static readonly DiagnosticDescriptor BuildFailedDescriptor = new(
        "MNV6002",
        "The generated C does not build",
        "The compiler or linker refused the generated files, the runtime or the harness; warnings count as errors.",
        "Read the compiler's message; if the code is unchanged output of the generator, it is a defect of the generator.");

    public static readonly DiagnosticDescriptor DoesNotFitDescriptor = new(
        "MNV6003",
        "The program does not fit the machine",
        "A memory of the emulated machine is too small for the network.",
        "Verify on another machine, or make the network's arena or weights smaller.");

    public static readonly DiagnosticDescriptor FaultDescriptor = new(
        "MNV6004",
        "The program faulted",
        "The processor raised a fault, or the host ended the program by a signal, while a step ran.",
        "The function and the step say where; run `verify --target host` for the sanitizers' view of the same code.");

    public static readonly DiagnosticDescriptor StackOverflowDescriptor = new(
        "MNV6005",
        "The stack overflowed",
        "The program passed the lower end of its stack.",
        "Give it more stack; `bench` measures what a network needs.");

    public static readonly DiagnosticDescriptor HangDescriptor = new(
        "MNV6006",
        "The program hangs",
        "A step did not complete within its time.",
        "The function that was running loops forever, or the step is larger than the limit allows: processor time on the host, 1 ns for an "
            + "instruction on an emulated core.");

    public static readonly DiagnosticDescriptor RefusedDescriptor = new(
        "MNV6007",
        "The generated code refused to run",
        "A call of the generated interface returned an error status.",
        "Status 1: an argument or alignment is wrong; 2: memory is not bound; 3: a kernel refused its arguments, so the linked library "
            + "does not match; 4: rows are missing, too many, or came before the beginning.");

    public static readonly DiagnosticDescriptor EndedDescriptor = new(
        "MNV6008",
        "The simulation ended unexpectedly",
        "The program or the emulator stopped without reporting a result.",
        "The last lines of its output say why; a sanitizer's report names file and line.");

    public static readonly DiagnosticDescriptor InputSizeDescriptor = new(
        "MNV6009",
        "Input has the wrong size",
        "The bytes given for an input are not the bytes that the network reads.",
        "Give every input as raw elements of its type, row by row; `inspect` lists types and shapes.");

    public static readonly DiagnosticDescriptor NoEmulatorDescriptor = new(
        "MNV6010",
        "No emulator for the target",
        "The target's file names no emulated machine.",
        "Verify on its core or on another target; `mnv2c targets` shows which are emulated.");

    public static readonly DiagnosticDescriptor NoCmsisNnDescriptor = new(
        "MNV6011",
        "No CMSIS-NN in the folder",
        "The folder given with --cmsis-nn lacks the headers or the library.",
        "Build CMSIS-NN for the target's core and lay it out as `DIR/Include/*.h` and `DIR/libcmsis-nn.a`.");

    public static readonly DiagnosticDescriptor CmsisNnNotUsedDescriptor = new(
        "MNV6012",
        "CMSIS-NN would not be used",
        "A CMSIS-NN folder was given, but the code that is generated does not call it.",
        "Generate with `--kernels cmsis-nn`, for an emulated Cortex-M target.");

    public static readonly DiagnosticDescriptor HostBenchDescriptor = new(
        "MNV6013",
        "The host cannot be measured",
        "Instructions are counted by the emulator; the host has none.",
        "Name a Cortex-M core or board.");

    public static readonly DiagnosticDescriptor BadCountDescriptor = new(
        "MNV6014",
        "The instruction count is not trustworthy",
        "A loop of known length, counted with every measurement, came out wrong by more than 0.1 %.",
        "Use QEMU 7.2 or later with instruction counting (`-icount`).");

    public static readonly DiagnosticDescriptor ScratchDiffersDescriptor = new(
        "MNV6015",
        "Scratch memory differs from CMSIS-NN",
        "The linked CMSIS-NN asks for a scratch size that the generator did not compute.",
        "Use a supported CMSIS-NN (7.0.0 or later, built for this core without extra options); otherwise it is a defect of the generator.");

    public static Diagnostic ToolMissing(string program, string reason) => new(
        ToolMissingDescriptor,
        program,
        $"cannot start '{program}': {reason}",
        program switch
        {
            "qemu-system-arm" => "install the emulator: apt-get install qemu-system-arm",
            "arm-none-eabi-gcc" => "install the ARM toolchain: apt-get install gcc-arm-none-eabi libnewlib-arm-none-eabi",
            _ => "install a C compiler: apt-get install gcc libc6-dev",
        });

    public static Diagnostic BuildFailed(string compiler, string output) => new(
        BuildFailedDescriptor,
        compiler,
        $"{compiler} refused the generated program:\n{Head(output)}",
        "if nobody changed the generated files, please report this with the model");

    public static Diagnostic DoesNotFit(string machine, string region, long missingBytes) => new(
        DoesNotFitDescriptor,
        machine,
        $"memory '{region}' of '{machine}' lacks {missingBytes.ToString("N0", CultureInfo.InvariantCulture)} bytes",
        "verify on a machine with more memory (mps3-an547 has the most), or use a smaller network");

    public static Diagnostic Fault(string machine, string kind, string? at, string step, int run) => new(
        FaultDescriptor,
        $"{machine}, {step}",
        $"{kind}{(at is null ? "" : $" at {at}")}, during {step} of case {run}",
        "verify --target host runs the same C under sanitizers");

    public static Diagnostic StackOverflow(string machine, uint stackBytes, string? near, string step, int run) => new(
        StackOverflowDescriptor,
        $"{machine}, {step}",
        $"the stack of {stackBytes.ToString("N0", CultureInfo.InvariantCulture)} bytes "
            + $"overflowed{(near is null ? "" : $" near {near}")}, during {step} of case {run}",
        "allow a larger stack; bench reports how much an inference needs");

    public static Diagnostic Hang(string machine, TimeSpan limit, string? at, string step, int run) => new(
        HangDescriptor,
        $"{machine}, {step}",
        $"{step} of case {run} did not end within "
            + $"{limit.TotalSeconds.ToString(CultureInfo.InvariantCulture)} s{(at is null ? "" : $"; it was at {at}")}",
        "the function loops forever, unless the step really is that long; an instruction of an emulated core takes 1 ns");

    /// <summary>A hang that the program itself could not notice, because it masked interrupts or the emulator stopped.</summary>
    public static Diagnostic RunHangs(string machine, TimeSpan limit, string step, int run) => new(
        HangDescriptor,
        $"{machine}, {step}",
        $"the run did not end within {limit.TotalSeconds.ToString("N0", CultureInfo.InvariantCulture)} s; it was in {step} of case {run}",
        "take fewer cases if this machine is slow");

    public static Diagnostic Refused(string machine, uint status, string step, int run) => new(
        RefusedDescriptor,
        $"{machine}, {step}",
        $"the generated code returned status {status} during {step} of case {run}",
        MeaningOf(status));

    /// <param name="call">As the caller of the simulation wrote it.</param>
    public static Diagnostic RefusedCall(string machine, uint status, string call) => new(
        RefusedDescriptor,
        $"{machine}, {call}",
        $"the generated code returned status {status}",
        MeaningOf(status));

    public static Diagnostic Ended(string machine, string how, string lastWords) => new(
        EndedDescriptor,
        machine,
        $"{how}{(lastWords.Length == 0 ? "" : $":\n{lastWords}")}",
        "the last lines of output say why");

    public static Diagnostic InputSize(string input, long expectedBytes, long actualBytes) => new(
        InputSizeDescriptor,
        input,
        $"{actualBytes.ToString("N0", CultureInfo.InvariantCulture)} bytes were given, the network reads "
            + $"{expectedBytes.ToString("N0", CultureInfo.InvariantCulture)}",
        "inspect lists the inputs with their types and shapes");

    public static Diagnostic NoEmulator(string target) => new(
        NoEmulatorDescriptor,
        target,
        $"no emulated machine runs code for '{target}'",
        "name the core instead, for example --target cortex-m7");

    public static Diagnostic NoCmsisNn(string folder, IEnumerable<string> missing) => new(
        NoCmsisNnDescriptor,
        folder,
        $"the folder lacks {string.Join(" and ", missing)}",
        "lay CMSIS-NN out as DIR/Include/*.h and DIR/libcmsis-nn.a, built for the target's core");

    public static Diagnostic CmsisNnNotUsed(string target, string why) => new(
        CmsisNnNotUsedDescriptor,
        target,
        $"--cmsis-nn has no effect: {why}",
        "add --kernels cmsis-nn and a Cortex-M target, or drop --cmsis-nn");

    public static Diagnostic HostBench(string target) => new(
        HostBenchDescriptor,
        target,
        $"'{target}' is not emulated, so its instructions cannot be counted",
        "bench a core such as cortex-m4, cortex-m7 or cortex-m55");

    public static Diagnostic BadCount(string machine, long expected, double counted) => new(
        BadCountDescriptor,
        machine,
        string.Create(CultureInfo.InvariantCulture, $"a loop of {expected:N0} instructions was counted as {counted:N0}"),
        "is this QEMU built with instruction counting?");

    public static Diagnostic ScratchDiffers(string machine, string function, string shape, long computedBytes, long libraryBytes) => new(
        ScratchDiffersDescriptor,
        machine,
        string.Create(CultureInfo.InvariantCulture,
            $"{function} for {shape}: the generator computed {computedBytes:N0} bytes of scratch, the library says {libraryBytes:N0}"),
        "the library may be newer than the generator or built with unusual options");

    private static string MeaningOf(uint status) => status switch
    {
        1 => "an argument is null, too small or misaligned",
        2 => "the arena or the weights are not bound",
        4 => "rows are missing, too many, or came before the beginning of an inference",
        _ => "a kernel refused its arguments: does the linked CMSIS-NN match the target's core?",
    };

    /// <summary>Compilers repeat themselves: the first lines tell.</summary>
    private static string Head(string output) =>
        string.Join('\n', output.Split('\n').Where(l => l.Trim().Length > 0).Take(20).Select(l => "  " + l.TrimEnd()));
}
