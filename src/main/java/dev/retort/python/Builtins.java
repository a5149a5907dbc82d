package dev.retort.python;

import java.util.Set;

/// Names that need no binding, and modules that need no installing, in Python 3.9 to 3.14.
public final class Builtins {
  private static final Set<String> NAMES =
      words(
          """
          ArithmeticError AssertionError AttributeError BaseException BaseExceptionGroup
          BlockingIOError BrokenPipeError BufferError BytesWarning ChildProcessError
          ConnectionAbortedError ConnectionError ConnectionRefusedError
          ConnectionResetError DeprecationWarning EOFError Ellipsis EncodingWarning
          EnvironmentError Exception ExceptionGroup FileExistsError FileNotFoundError
          FloatingPointError FutureWarning GeneratorExit IOError ImportError ImportWarning
          IndentationError IndexError InterruptedError IsADirectoryError KeyError
          KeyboardInterrupt LookupError MemoryError ModuleNotFoundError NameError
          NotADirectoryError NotImplemented NotImplementedError OSError OverflowError
          PendingDeprecationWarning PermissionError ProcessLookupError
          PythonFinalizationError RecursionError ReferenceError ResourceWarning
          RuntimeError RuntimeWarning StopAsyncIteration StopIteration SyntaxError
          SyntaxWarning SystemError SystemExit TabError TimeoutError TypeError
          UnboundLocalError UnicodeDecodeError UnicodeEncodeError UnicodeError
          UnicodeTranslateError UnicodeWarning UserWarning ValueError Warning WindowsError
          ZeroDivisionError _IncompleteInputError __annotations__ __build_class__
          __builtins__ __cached__ __conditional_annotations__ __debug__ __doc__ __file__
          __import__ __loader__ __name__ __package__ __path__ __spec__ __warningregistry__
          abs aiter all anext any ascii bin bool breakpoint bytearray bytes callable chr
          classmethod compile complex copyright credits delattr dict dir divmod enumerate
          eval exec exit filter float format frozenset getattr globals hasattr hash help
          hex id input int isinstance issubclass iter len license list locals map max
          memoryview min next object oct open ord pow print property quit range repr
          reversed round set setattr slice sorted staticmethod str sum super tuple type
          vars zip
          """);

  private static final Set<String> MODULES =
      words(
          """
          __future__ _thread abc aifc annotationlib antigravity argparse array ast
          asynchat asyncio asyncore atexit audioop base64 bdb binascii bisect builtins bz2
          cProfile calendar cgi cgitb chunk cmath cmd code codecs codeop collections
          colorsys compileall compression concurrent configparser contextlib contextvars
          copy copyreg crypt csv ctypes curses dataclasses datetime dbm decimal difflib
          dis distutils doctest email encodings ensurepip enum errno faulthandler fcntl
          filecmp fileinput fnmatch fractions ftplib functools gc genericpath getopt
          getpass gettext glob graphlib grp gzip hashlib heapq hmac html http idlelib
          imaplib imghdr imp importlib inspect io ipaddress itertools json keyword lib2to3
          linecache locale logging lzma mailbox mailcap marshal math mimetypes mmap
          modulefinder msilib msvcrt multiprocessing netrc nis nntplib nt ntpath
          nturl2path numbers opcode operator optparse os ossaudiodev pathlib pdb pickle
          pickletools pipes pkgutil platform plistlib poplib posix posixpath pprint
          profile pstats pty pwd py_compile pyclbr pydoc pydoc_data pyexpat queue quopri
          random re readline reprlib resource rlcompleter runpy sched secrets select
          selectors shelve shlex shutil signal site smtpd smtplib sndhdr socket
          socketserver spwd sqlite3 sre_compile sre_constants sre_parse ssl stat
          statistics string stringprep struct subprocess sunau symtable sys sysconfig
          syslog tabnanny tarfile telnetlib tempfile termios textwrap this threading time
          timeit tkinter token tokenize tomllib trace traceback tracemalloc tty turtle
          turtledemo types typing unicodedata unittest urllib uu uuid venv warnings wave
          weakref webbrowser winreg winsound wsgiref xdrlib xml xmlrpc zipapp zipfile
          zipimport zlib zoneinfo
          """);

  private Builtins() {}

  /// Whether every module sees this name.
  static boolean isName(String name) {
    return NAMES.contains(name);
  }

  /// Whether this is a module of the standard library.
  ///
  /// @param module a dotted name
  public static boolean isStandardModule(String module) {
    int dot = module.indexOf('.');
    return MODULES.contains(dot < 0 ? module : module.substring(0, dot));
  }

  private static Set<String> words(String text) {
    return Set.of(text.strip().split("\\s+"));
  }
}
