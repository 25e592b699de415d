using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Diagnostics;
using System.Security.Cryptography;
using MobileNetV2.CodeGen.Options;
using MobileNetV2.CodeGen.Simulation.Building;
using MobileNetV2.CodeGen.Simulation.Cases;
using MobileNetV2.CodeGen.Simulation.Verification;
using MobileNetV2.CodeGen.Tests.Shared;

namespace MobileNetV2.CodeGen.Simulation.Tests.Mutation;

/// <summary>
/// The programs of <see cref="KernelPrograms"/>, built once and linked with the runtime as a library, so that one file of it can be
/// exchanged without building anything else. Sanitizers watch, and every byte of the arenas is compared after every step: what is
/// written beside a tensor is seen as well as what is wrong in it.
/// </summary>
internal sealed class KernelBench
{
    private const int CasesOfProgram = 4;
    private const int MostUsers = 12;
    private const string Patience = "1000"; // Milliseconds of processor time of a step.

    /// <summary>Has a number that generated code compares with its own: a part of each program.</summary>
    private const string Identity = "mnv2_runtime.c";

    private const string Object = "mutant.o";
    private const string Library = "mutant.so";

    private static readonly string[] Plain = ["-std=c11", "-w", "-fPIC"];

    private static readonly string[] Sanitizers = ["-fsanitize=address,undefined", "-fno-sanitize-recover=all"];

    /// <summary>Nothing is inlined: a function would have its branches once more in every place.</summary>
    private static readonly string[] Coverage = ["--coverage", "-O0", "-Dalways_inline=noinline"];

    private readonly string _folder;
    private readonly string[] _more;
    private readonly ImmutableArray<BenchProgram> _programs;
    private readonly Dictionary<string, ImmutableArray<string>> _flags;
    private readonly Dictionary<string, HashSet<string>> _includes = [];
    private readonly ConcurrentDictionary<string, string> _places = new(StringComparer.Ordinal);

    /// <param name="folder">Of its own; what an earlier bench left there is used when nothing has changed since.</param>
    /// <param name="countsBranches">For gcov, in place of sanitizers.</param>
    /// <param name="only">Programs that are wanted; null for all.</param>
    public KernelBench(string folder, bool countsBranches, Func<string, bool>? only = null)
    {
        (_folder, _more) = (folder, countsBranches ? Coverage : Sanitizers);
        _flags = KernelPrograms.Forms.ToDictionary(f => f.Form, f => f.Flags);
        var (stamp, list) = (Stamp(), Path.Combine(folder, "programs.txt"));
        if (File.Exists(list) && File.ReadLines(list).First() == stamp)
        {
            _programs =
                [.. File.ReadLines(list).Skip(1).Select(l => BenchProgram.Parse(l, folder)).Where(p => only?.Invoke(p.Name) != false)];
            return;
        }

        WriteHarness();
        var builds = KernelPrograms.All().Where(p => only is null || only(p.Name)).AsParallel().AsOrdered().WithDegreeOfParallelism(2)
            .Select(p =>
            {
                var compiled = Compiler.Compile(p.Request).Sound();
                var model = SimulatedModel.Of(compiled, p.Request);
                var program = new BenchProgram(p.Name, p.Form, Path.Combine(folder, "programs", p.Name), Runtime(model));
                WriteSources(program, model);
                return new ProgramBuild(program, model, compiled, p.Request);
            }).ToImmutableArray();
        var drivers = Drivers().Where(d => only?.Invoke(d.Name) != false).ToImmutableArray();
        _programs = [.. builds.Select(b => b.Program), .. drivers];
        InParallel(_programs.SelectMany(p => p.RuntimeFiles.Select(f => (p.Form, File: f))).Distinct(), f => Build(f.Form, f.File));
        foreach (var (form, _) in KernelPrograms.Forms)
        {
            var files = Used(form);
            if (files.Length > 0)
                Gcc(folder, [.. _more, "-shared", "-o", $"lib{form}.so", .. files.Select(f => $"{form}/{f}.o")]);
        }

        InParallel(builds, Build);
        InParallel(builds, b => b.RunFirst(Environment()));
        InParallel(drivers, BuildDriver);
        // Quick programs first: most mutants are noticed by many.
        _programs = [.. _programs.OrderBy(p => p.Bytes)];
        File.WriteAllLines(list, _programs.Select(p => p.Line).Prepend(stamp));
    }

    public IReadOnlyList<BenchProgram> Programs => _programs;

    /// <summary>The runtime's files that any program uses, with headers that have code.</summary>
    public ImmutableArray<string> Files =>
    [
        .. _programs.SelectMany(p => p.RuntimeFiles).Concat(
            Directory.GetFiles(Sources, "*_private.h").Select(f => Path.GetFileName(f)!)).Distinct().Order(StringComparer.Ordinal),
    ];

    public static string Sources => Checkout.PathOf("runtime-c");

    /// <summary>The program that notices a mutant; null when none does; an empty text when compilers make the same of it.</summary>
    public string? KilledBy(CMutant mutant, string worker, ref bool isSame)
    {
        var place = _places.GetOrAdd(worker, MakePlace);
        File.WriteAllText(Path.Combine(place, mutant.File), mutant.Text);
        isSame = false;
        try
        {
            var changed = new List<(string Form, string File)>();
            foreach (var (form, _) in KernelPrograms.Forms)
            {
                foreach (var file in SomeUsers(mutant.File, form))
                {
                    if (file != mutant.File)
                        File.Copy(Path.Combine(Sources, file), Path.Combine(place, file), overwrite: true);
                    if (!TryGcc(place, [.. Plain, "-O2", .. _flags[form], "-I", Sources, "-c", file, "-o", Object]))
                        return "the compiler";
                    if (SameBytes(Path.Combine(place, Object), Path.Combine(_folder, form, file + ".plain.o")))
                        continue;
                    changed.Add((form, file));
                    // Most mutants give other bits: only where none does, sanitizers have a look.
                    Gcc(place, ["-shared", Object, "-o", Library]);
                    if (NoticedBy(form, file, place) is { } noticed)
                        return noticed;
                }
            }

            foreach (var (form, file) in changed)
            {
                // Without optimisation: what is not used is read all the same.
                Gcc(place, [.. Plain, "-O0", .. _more, .. _flags[form], "-I", Sources, "-shared", file, "-o", Library]);
                if (NoticedBy(form, file, place) is { } noticed)
                    return noticed;
            }

            var drivers = _programs.Where(p => p.IsDriver && DriverIncludes(p, mutant.File)).ToArray();
            foreach (var driver in drivers)
            {
                var program = Path.Combine(place, "driver");
                CompileDriver(driver, place, program);
                if (!driver.GivesTheSame(place, Environment(), program))
                    return driver.Name;
            }

            isSame = changed.Count + drivers.Length == 0;
            return null;
        }
        finally
        {
            foreach (var file in Directory.GetFiles(place, "mnv2_*.c"))
                File.Delete(file);
            if (mutant.File.EndsWith(".h", StringComparison.Ordinal))
                File.Copy(Path.Combine(Sources, mutant.File), Path.Combine(place, mutant.File), overwrite: true);
        }
    }

    /// <summary>Of the programs of a form, with what lies in the folder of a worker in place of a file.</summary>
    private string? NoticedBy(string form, string file, string place)
    {
        var environment = Environment(Path.Combine(place, Library));
        return _programs.Where(p => p.Form == form && p.RuntimeFiles.Contains(file))
            .FirstOrDefault(p => !p.GivesTheSame(place, environment))?.Name;
    }

    /// <summary>Headers lie beside what is compiled: one that another includes is taken from that one's folder first.</summary>
    private string MakePlace(string worker)
    {
        var place = Directory.CreateDirectory(Path.Combine(_folder, worker)).FullName;
        foreach (var header in Directory.GetFiles(Sources, "*.h"))
            File.Copy(header, Path.Combine(place, Path.GetFileName(header)), overwrite: true);
        return place;
    }

    /// <summary>Functions of headers, and of files that are included, are a driver's own: it sees all of their bits.</summary>
    private static bool DriverIncludes(BenchProgram driver, string file) =>
        File.ReadLines(SourceOf(driver)).Contains($"#include \"{file}\"");

    /// <summary>A header that many files include is tried in some of them, from one end of the alphabet to the other.</summary>
    private IEnumerable<string> SomeUsers(string file, string form)
    {
        var users = Users(file, form);
        return users.Where((_, i) => i % Math.Max(1, users.Length / MostUsers) == 0);
    }

    /// <summary>Files to compile for a change of one: itself, or those that include it.</summary>
    private string[] Users(string file, string form)
    {
        var used = Used(form);
        if (file.EndsWith(".c", StringComparison.Ordinal))
            return [.. used.Where(f => f == file)];
        return [.. used.Where(f => Includes(f).Contains(file))];
    }

    private string[] Used(string form) =>
        [.. _programs.Where(p => p.Form == form).SelectMany(p => p.RuntimeFiles).Distinct().Order(StringComparer.Ordinal)];

    private HashSet<string> Includes(string file)
    {
        lock (_includes)
        {
            if (_includes.TryGetValue(file, out var known))
                return known;
            var found = new HashSet<string>(StringComparer.Ordinal);
            var open = new Stack<string>([file]);
            while (open.TryPop(out var next))
            {
                foreach (var line in File.ReadLines(Path.Combine(Sources, next)))
                {
                    if (!line.StartsWith("#include \"mnv2_", StringComparison.Ordinal))
                        continue;
                    var name = line.Split('"')[1];
                    if (File.Exists(Path.Combine(Sources, name)) && found.Add(name))
                        open.Push(name);
                }
            }

            return _includes[file] = found;
        }
    }

    private Dictionary<string, string> Environment(string? preload = null)
    {
        var environment = new Dictionary<string, string>
        {
            ["LD_LIBRARY_PATH"] = _folder,
            // A mutant stands before the sanitizer's own library, and has the good file's tables once more.
            ["ASAN_OPTIONS"] = "detect_leaks=0:verify_asan_link_order=0:detect_odr_violation=0",
        };
        if (preload is not null)
            environment["LD_PRELOAD"] = preload;
        return environment;
    }

    private static ImmutableArray<string> Runtime(SimulatedModel model) =>
        [.. model.Files.Select(f => Path.GetFileName(f.RelativePath))
            .Where(f => f.StartsWith("mnv2_", StringComparison.Ordinal) && f.EndsWith(".c", StringComparison.Ordinal) && f != Identity)];

    private static void WriteSources(BenchProgram program, SimulatedModel model)
    {
        Directory.CreateDirectory(Path.Combine(program.Folder, "model"));
        foreach (var file in model.Files)
        {
            using var stream = File.Create(Path.Combine(program.Folder, "model", Path.GetFileName(file.RelativePath)));
            file.Write(stream);
        }

        File.WriteAllText(
            Path.Combine(program.Folder, "mnv2_model.c"),
            ModelSource.For(model, HarnessBuilder.BringsArenas(model, isBench: false)));
    }

    /// <summary>What all programs share.</summary>
    private void WriteHarness()
    {
        using var embedded = new SimulationFolder();
        embedded.WriteEmbedded("harness/");
        var to = Directory.CreateDirectory(Path.Combine(_folder, "harness")).FullName;
        foreach (var file in Directory.GetFiles(embedded["harness"]))
            File.Copy(file, Path.Combine(to, Path.GetFileName(file)), overwrite: true);
        foreach (var file in Directory.GetFiles(Checkout.PathOf("tests", "mutation"), "mnv2_*"))
            File.Copy(file, Path.Combine(to, Path.GetFileName(file)), overwrite: true);
        foreach (var file in Directory.GetFiles(to, "*.c").Select(f => Path.GetFileName(f)!))
            Gcc(to, [.. Plain, "-O1", "-I", Sources, .. HarnessFlags, "-c", file, "-o", file + ".o"]);
    }

    private string[] HarnessFlags => ["-DMNV2_HARNESS_BENCH=0", $"-DMNV2_HARNESS_SANITIZED={(_more == Sanitizers ? 1 : 0)}"];

    /// <summary>Of everything that programs are made of.</summary>
    private string Stamp()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var sources = new[] { Sources, Checkout.PathOf("tests", "mutation"), Checkout.PathOf("tests", "instructions") }
            .SelectMany(Directory.GetFiles).Where(f => Path.GetExtension(f) is ".c" or ".h");
        foreach (var file in sources.Order(StringComparer.Ordinal))
            hash.AppendData(File.ReadAllBytes(file));
        foreach (var type in new[] { typeof(KernelBench), typeof(SimulatedModel), typeof(Compiler) })
            hash.AppendData(type.Module.ModuleVersionId.ToByteArray());
        return $"{Convert.ToHexString(hash.GetHashAndReset())} {string.Concat(_more)}";
    }

    private void Build(string form, string file)
    {
        Directory.CreateDirectory(Path.Combine(_folder, form));
        Gcc(
            Path.Combine(_folder, form),
            [.. Plain, "-O1", .. _flags[form], .. _more, "-I", Sources, "-c", Path.Combine(Sources, file), "-o", file + ".o"]);
        // Compiled like a mutant, where it lies beside its headers.
        File.Copy(Path.Combine(Sources, file), Path.Combine(_folder, form, file), overwrite: true);
        Gcc(
            Path.Combine(_folder, form),
            [.. Plain, "-O2", .. _flags[form], "-I", Sources, "-c", file, "-o", file + ".plain.o"]);
    }

    private void Build(ProgramBuild build)
    {
        var (program, model) = (build.Program, build.Model);
        var harness = Path.Combine(_folder, "harness");
        var own = model.Files.Select(f => "model/" + Path.GetFileName(f.RelativePath))
            .Where(f =>
                f.EndsWith(".c", StringComparison.Ordinal)
                && (!f.StartsWith("model/mnv2_", StringComparison.Ordinal) || f == "model/" + Identity));
        Gcc(program.Folder,
        [
            "-std=c11", "-O0", "-w", .. _more == Sanitizers ? Sanitizers : [], "-I", "model", "-I", harness, "-include", "mnv2_on_memory.h",
            .. HarnessFlags, .. _flags[program.Form], .. HarnessBuilder.ArenaFlags(model, false), .. own, "mnv2_model.c",
            .. Directory.GetFiles(harness, "*.o"), "-L", _folder, $"-l:lib{program.Form}.so", "-o", "program",
        ]);
        File.WriteAllBytes(Path.Combine(program.Folder, "cases.bin"), build.Cases(CasesOfProgram));
    }

    /// <summary>Programs of C that call kernels directly, in every form.</summary>
    private IEnumerable<BenchProgram> Drivers() =>
        from file in Directory.GetFiles(DriverSources, "driver_*.c").Order(StringComparer.Ordinal)
        from form in KernelPrograms.Forms
        let name = $"{form.Form}_{Path.GetFileNameWithoutExtension(file)}"
        let comment = File.ReadAllText(file).Split("*/")[0]
        select new BenchProgram(name, form.Form, Path.Combine(_folder, "programs", name),
            [.. comment[comment.IndexOf("uses:", StringComparison.Ordinal)..].Split([' ', '*', '\n'])
                .Where(w => w.StartsWith("mnv2_", StringComparison.Ordinal))]);

    private static string DriverSources => Checkout.PathOf("tests", "mutation");

    private void BuildDriver(BenchProgram driver)
    {
        Directory.CreateDirectory(driver.Folder);
        CompileDriver(driver, Sources, Path.Combine(driver.Folder, "program"));
        File.WriteAllBytes(Path.Combine(driver.Folder, "cases.bin"), []);
        Assert.Equal((driver.Name, ""), (driver.Name, driver.Run(driver.Folder, Environment())));
    }

    /// <param name="headers">The folder of the runtime's.</param>
    private void CompileDriver(BenchProgram driver, string headers, string program) => Gcc(_folder,
    [
        "-std=c11", "-O1", "-w", .. _more, .. _flags[driver.Form], "-I", headers, "-I", Sources,
        SourceOf(driver),
        "-L", _folder, $"-l:lib{driver.Form}.so", "-o", program,
    ]);

    private static string SourceOf(BenchProgram driver) => Path.Combine(DriverSources, driver.Name[(driver.Form.Length + 1)..] + ".c");

    private static bool SameBytes(string one, string other) => File.ReadAllBytes(one).AsSpan().SequenceEqual(File.ReadAllBytes(other));

    private static void InParallel<T>(IEnumerable<T> items, Action<T> act) =>
        Parallel.ForEach(items, new ParallelOptions { MaxDegreeOfParallelism = 2 }, act);

    private static void Gcc(string folder, string[] arguments) => Tool.Run(folder, "gcc", arguments);

    private static bool TryGcc(string folder, string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("gcc", arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        })!;
        process.ErrorDataReceived += (_, _) => { };
        process.BeginErrorReadLine();
        process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0;
    }

    /// <summary>A program, in whose folder is what it computed before anything was changed.</summary>
    internal sealed record BenchProgram(string Name, string Form, string Folder, ImmutableArray<string> RuntimeFiles)
    {
        private static readonly string[] Results = ["outputs.bin", "trace.bin", "memory.bin"];

        /// <summary>In a list of programs.</summary>
        public string Line => string.Join(' ', RuntimeFiles.Prepend(Form).Prepend(Name));

        public bool IsDriver => Name.StartsWith(Form + "_driver_", StringComparison.Ordinal);

        /// <summary>That a run compares: a measure of its work.</summary>
        public long Bytes => Made.Sum(r => new FileInfo(Path.Combine(Folder, r)).Length);

        private IEnumerable<string> Made => Results.Where(r => File.Exists(Path.Combine(Folder, r)));

        public static BenchProgram Parse(string line, string folder)
        {
            var words = line.Split(' ');
            return new(words[0], words[1], Path.Combine(folder, "programs", words[0]), [.. words[2..]]);
        }

        /// <param name="changed">Runs in place of the program.</param>
        public bool GivesTheSame(string place, Dictionary<string, string> environment, string? changed = null)
        {
            File.Copy(Path.Combine(Folder, "cases.bin"), Path.Combine(place, "cases.bin"), overwrite: true);
            return Run(place, environment, changed).Length == 0
                && Made.All(file => SameBytes(Path.Combine(place, file), Path.Combine(Folder, file)));
        }

        /// <summary>What is wrong; nothing when it ran to its end.</summary>
        public string Run(string place, Dictionary<string, string> environment, string? changed = null)
        {
            var start = new ProcessStartInfo(changed ?? Path.Combine(Folder, "program"), ["verify", $"{CasesOfProgram}", "1", Patience])
            {
                WorkingDirectory = place,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            };
            foreach (var (name, value) in environment)
                start.Environment[name] = value;
            using var process = Process.Start(start)!;
            var errors = process.StandardError.ReadToEndAsync();
            var said = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0 ? "" : $"exit {process.ExitCode}: {said}{errors.Result}";
        }
    }

    /// <summary>What a program was made of.</summary>
    private sealed record ProgramBuild(BenchProgram Program, SimulatedModel Model, CompileResult Compiled, CompileRequest Request)
    {
        private ImmutableArray<ImmutableArray<ReadOnlyMemory<byte>>> CasesMade { get; set; }

        public byte[] Cases(int count)
        {
            CasesMade = new CaseMaker(Compiled.Graph, 1).Make(count);
            return [.. CasesMade.SelectMany(blocks => Model.InputMemory.Pack(blocks))];
        }

        /// <summary>Fails the test when the bits are not the interpreter's.</summary>
        public void RunFirst(Dictionary<string, string> environment)
        {
            Assert.Equal((Program.Name, ""), (Program.Name, Program.Run(Program.Folder, environment)));
            var comparer = new ResultComparer(Compiled.Graph, null, Model, Request.Head);
            using var outputs = File.OpenRead(Path.Combine(Program.Folder, "outputs.bin"));
            using var trace = File.OpenRead(Path.Combine(Program.Folder, "trace.bin"));
            for (var i = 0; i < CasesMade.Length; i++)
                Assert.Null(comparer.Compare(i, CasesMade[i], outputs, trace));
        }
    }
}
